"""The PDF as it is saved: no stream that a validator would read as too short."""

import io

import pikepdf

from render.report.accessible import end_streams

LENGTHS = (1, 8, 9, 98, 99, 998, 999, 5000)  # with the blank some lengths have a digit more


def saved(pdf: pikepdf.Pdf) -> bytes:
    buffer = io.BytesIO()
    pdf.save(
        buffer,
        deterministic_id=True,
        compress_streams=False,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return buffer.getvalue()


def test_a_stream_that_ends_with_a_carriage_return_gets_a_blank_and_nothing_moves():
    pdf = pikepdf.new()
    contents = [b"x" * (length - 1) + b"\r" for length in LENGTHS]
    pdf.Root.Kept = pikepdf.Array([pdf.make_stream(c, {"/Note": "a / b >> "}) for c in contents])
    before = saved(pdf)
    assert before.count(b"\r\nendstream") == len(LENGTHS)

    after = end_streams(before)

    assert len(after) == len(before)
    assert b"\r\nendstream" not in after
    with pikepdf.open(io.BytesIO(after), attempt_recovery=False) as read:
        assert read.get_warnings() == []
        assert [s.read_raw_bytes() for s in read.Root.Kept] == [c + b" " for c in contents]
        assert [str(s.Note) for s in read.Root.Kept] == ["a / b >> "] * len(LENGTHS)


def test_packed_objects_are_all_read_again():
    pdf = pikepdf.new()
    pdf.Root.Kept = pikepdf.Array(
        [pdf.make_indirect(pikepdf.Dictionary(N=n, T=f"{n * 7919}")) for n in range(90_000)]
    )
    buffer = io.BytesIO()
    pdf.save(buffer, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert b"\r\nendstream" in buffer.getvalue()  # nearly 900 packs, each a compressed stream
    after = end_streams(buffer.getvalue())
    assert b"\r\nendstream" not in after
    with pikepdf.open(io.BytesIO(after), attempt_recovery=False) as read:
        assert [int(o.N) for o in read.Root.Kept] == list(range(90_000))
