# The commands of README.md. Each first sets up .venv when that is missing or older than the lock.
# Only standard error tells of the set-up: `make psql` has standard output to itself.

UV_VERSION := 0.13.9
READY := .venv/.ready
LINTED := .venv/.linted
BESIDE := tests/bench/beside/requirements
BENCH_READY := .venv-bench/.ready
PYTHONS := python3.11 python3 python
export PATH ?= /usr/local/bin:/usr/bin:/bin

# Taken literally: a `$$` or a quote in them is the user's, not make's.
$(foreach name,ARGS YEAR INBOX FILE VERSION TO FROM KEEP PERSON REASON SEEDS UNITS PERSONS ROUNDS PICTURE,$(if $(filter-out undefined,$(origin $(name))),\
  $(eval override export $(name) := $$(value $(name)))))

.PHONY: help run up airflow psql check-report texts backup restore doctor export purge test simulate soak check audit bench lock clean

help:
	@echo 'make run [YEAR=2024] [INBOX=thư_mục]   chạy một năm báo cáo rồi in kết quả'
	@echo 'make up                                mở Airflow và giao diện tại 127.0.0.1:8080'
	@echo 'make airflow ARGS="dags list"          lệnh airflow trên hệ thống của make up'
	@echo 'make psql ARGS='"'"'-c "select 1"'"'"'          psql trên kho dữ liệu'
	@echo 'make check-report FILE=bao-cao.docx   soát báo cáo đã sửa trong Word trước khi ký'
	@echo 'make texts YEAR=2024 > loi.txt          lấy lời của báo cáo ra sửa; < loi.txt để ghi lại'
	@echo 'make backup TO=thư_mục                 sao lưu mọi thứ cơ quan không được mất'
	@echo 'make restore FROM=thư_mục              phục hồi bản sao lưu vào DATA_DIR trống'
	@echo 'make doctor                            xem có gì hỏng, phải làm gì'
	@echo 'make export PERSON=mã                  trích mọi thứ đang giữ về một cán bộ'
	@echo 'make purge [REASON="…"]                 xem, rồi xóa những gì hết thời hạn lưu'
	@echo 'make test [ARGS="tests/spec -k R04"]   kiểm thử (tất cả, hoặc một phần)'
	@echo 'make simulate [SEEDS=1-1000]           giả lập nhiều năm có sự cố, xem có mất, trùng, lệch gì'
	@echo 'make soak [ROUNDS=200]                 nhiều đêm liền trong một tiến trình: có gì tăng dần không'
	@echo 'make check                              soát mã'
	@echo 'make audit                             thư viện nào có lỗ hổng đã biết (cần mạng)'
	@echo 'make bench [UNITS=2000 PERSONS=60]      đo tốc độ; UNITS="500 1000 2000" đo đường chi phí'
	@echo 'make lock | clean                      ghim lại thư viện | xoá môi trường Python'

run: $(READY)
	@exec .venv/bin/python -m commands.run

up: $(READY)
	@exec .venv/bin/python -m commands.up

airflow: $(READY)
	@exec .venv/bin/python -m commands.airflow_cli

psql: $(READY)
	@exec .venv/bin/python -m commands.psql

check-report: $(READY)
	@exec .venv/bin/python -m commands.check_report

texts: $(READY)
	@exec .venv/bin/python -m commands.texts

backup: $(READY)
	@exec .venv/bin/python -m commands.safety.backup

restore: $(READY)
	@exec .venv/bin/python -m commands.safety.restore

doctor: $(READY)
	@exec .venv/bin/python -m commands.safety.doctor

export: $(READY)
	@exec .venv/bin/python -m commands.safety.export

purge: $(READY)
	@exec .venv/bin/python -m commands.safety.purge

# All tests: those that start a real Airflow two at a time (each waits more than it works), the
# others on every core.
test: $(READY)
	@[ -z "$$ARGS" ] || exec sh -c ".venv/bin/python -m pytest $$ARGS"; \
	.venv/bin/python -m pytest -n auto --dist loadfile -m 'not airflow'; pure=$$?; \
	.venv/bin/python -m pytest -n 2 --dist loadfile -m airflow; airflow=$$?; \
	exit $$((pure | airflow))

# Not among the tests' settings: a server, folders and a mail server of its own.
simulate: $(READY)
	@exec .venv/bin/python -m tests.simulation

soak: $(READY)
	@exec .venv/bin/python -m tests.soak

check: $(READY)
	@.venv/bin/ruff check -q .
	@.venv/bin/ruff format -q --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports --no-cache >/dev/null || .venv/bin/lint-imports --no-cache
	@[ .sqlfluff -ot $(LINTED) ] || rm -f $(LINTED); \
	changed=$$(find sql -name '*.sql' $$([ ! -e $(LINTED) ] || echo -newer $(LINTED))); \
	[ -z "$$changed" ] || .venv/bin/sqlfluff lint -q --processes 0 $$changed
	@touch $(LINTED)
	@.venv/bin/python -m tools.audit || [ $$? = 2 ]

# Ends with 2 where the service of known vulnerabilities does not answer: neither a pass nor a failure.
audit: $(READY)
	@exec .venv/bin/python -m tools.audit

bench: $(READY) $(BENCH_READY)
	@.venv/bin/python -m tests.bench
	@exec .venv/bin/python -m pytest tests/bench -q -s

lock: $(READY)
	@exec .venv/bin/uv pip compile pyproject.toml --extra dev -q --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --custom-compile-command 'make lock' -o requirements.lock
	@exec .venv/bin/uv pip compile pyproject.toml -c requirements.lock -q --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --custom-compile-command 'make lock' -o requirements-runtime.lock
	@exec .venv/bin/uv pip compile $(BESIDE).in -c requirements.lock -q --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --custom-compile-command 'make lock' -o $(BESIDE).lock

clean:
	@rm -rf .venv .venv-bench .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage *.egg-info

# What the benchmark measures against has libraries of its own.
$(BENCH_READY): $(BESIDE).lock | $(READY)
	@echo 'Đang chuẩn bị các công cụ để so sánh trong .venv-bench…' >&2
	@[ -z "$$PIP_INDEX_URL" ] || export UV_DEFAULT_INDEX="$${UV_DEFAULT_INDEX:-$$PIP_INDEX_URL}"; \
	[ -z "$$PIP_CERT" ] || export SSL_CERT_FILE="$${SSL_CERT_FILE:-$$PIP_CERT}"; \
	.venv/bin/uv venv -q --clear --python .venv/bin/python .venv-bench \
	&& .venv/bin/uv pip sync -q -p .venv-bench/bin/python --require-hashes $(BESIDE).lock
	@touch $@

# A .venv knows its folder: one that came along in a copy of the project is made anew.
ifneq ($(shell cat $(READY) 2>/dev/null),$(CURDIR))
.PHONY: $(READY)
endif

$(READY): pyproject.toml requirements.lock
	@exec </dev/null >&2; umask 022; \
	fail() { echo "$$1" >&2; exit 1; }; \
	exec 9>.setup.lock; ! command -v flock >/dev/null || flock 9; \
	folder=$$(pwd -P); \
	if [ "$$(cat $@ 2>/dev/null)" = "$$folder" ]; then \
	  [ pyproject.toml -nt $@ ] || [ requirements.lock -nt $@ ] || exit 0; \
	fi; \
	echo 'Đang chuẩn bị môi trường Python trong .venv (lần đầu mất vài phút)…'; \
	[ -w "$${XDG_CACHE_HOME:-$$HOME}" ] || export UV_CACHE_DIR="$${UV_CACHE_DIR:-$$folder/.venv/cache}"; \
	[ -z "$$PIP_INDEX_URL" ] || export UV_DEFAULT_INDEX="$${UV_DEFAULT_INDEX:-$$PIP_INDEX_URL}"; \
	[ -z "$$PIP_CERT" ] || export SSL_CERT_FILE="$${SSL_CERT_FILE:-$$PIP_CERT}"; \
	export UV_PYTHON="$$folder/.venv/bin/python" UV_PYTHON_DOWNLOADS=never; \
	export PIP_ROOT_USER_ACTION=ignore PIP_DISABLE_PIP_VERSION_CHECK=1; \
	if [ "$$(cat $@ 2>/dev/null)" != "$$folder" ]; then \
	  for name in $(PYTHONS) none; do \
	    $$name -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null && break; \
	  done; \
	  [ $$name != none ] || fail 'Cần Python 3.11: không thấy python3.11 (hay python3 là 3.11) trong PATH'; \
	  $$name -m venv --clear .venv >/dev/null || fail 'Python này thiếu venv; trên Debian: apt install python3.11-venv'; \
	fi; \
	.venv/bin/python -m pip install -qq --no-cache-dir "uv==$(UV_VERSION)" \
	&& .venv/bin/uv pip sync -q --require-hashes requirements.lock \
	&& .venv/bin/uv pip install -q --no-deps --no-build-isolation -e . \
	|| fail 'Không cài được thư viện (xem dòng trên): hãy kiểm tra mạng, chứng chỉ và nguồn gói của pip, uv'; \
	rm -rf .venv/cache; \
	printf %s "$$folder" >$@
