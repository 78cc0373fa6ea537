# ruff: noqa: E501
"""What invented units write: activities under the plan's tasks, and their account of the year.

One text, one line. Gaps: ``{year}``, ``{scheme}``; in narratives also the unit's own counts, and ``{unit}``.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Template:
    """An activity that recurs: in which months, how long, for what share of the staff, at what cost.

    ``dates`` are (month, day) to choose from, ``share_pct`` participants in percent of the
    headcount, ``each`` thousand dong per participant.
    """

    task_code: str
    content: str
    dates: tuple[tuple[int, int], ...]
    days: int
    share_pct: tuple[int, int]
    each: tuple[int, int]
    evidence: str


SPRING = ((2, 26), (3, 5), (3, 12), (3, 19), (3, 26))
SUMMER = ((5, 14), (5, 28), (6, 11), (6, 18), (7, 9))
AUTUMN = ((8, 6), (8, 20), (9, 10), (9, 17), (9, 24))
WINTER = ((12, 4), (12, 12), (12, 20), (1, 9), (1, 16))
OCTOBER = ((10, 8), (10, 15), (10, 22), (10, 29), (11, 5))

PLAN = "Kế hoạch số {number}/KH-{unit} ngày {start}"
REPORT = "Báo cáo số {number}/BC-{unit} ngày {end}"
NOTICE = "Thông báo số {number}/TB-{unit} ngày {start}"
MINUTES = "Biên bản họp ngày {start}; danh sách ký tên"
LETTER = "Công văn số {number}/{unit} ngày {start}"
SENT = "Quyết định cử đi học số {number}/QĐ-{unit} ngày {start}"

# fmt: off
TEMPLATES = (
    Template("1.1", "Quán triệt, tuyên truyền {scheme} tại hội nghị cán bộ, công chức, viên chức đầu năm", WINTER, 1, (75, 98), (0, 0), MINUTES),
    Template("1.1", "Tuyên truyền về học tập suốt đời trên trang thông tin điện tử và bảng tin của đơn vị", SPRING, 30, (60, 95), (0, 0), "05 tin, bài đã đăng; Báo cáo số {number}/BC-{unit} ngày {end}"),
    Template("1.1", "Phổ biến tiêu chí “Công dân học tập”, hướng dẫn đăng ký và tự đánh giá đến từng tổ, bộ phận", SPRING, 5, (80, 100), (0, 0), LETTER),
    Template("1.2", "Hưởng ứng Tuần lễ học tập suốt đời năm {year}: treo băng rôn, tọa đàm về phương pháp tự học", ((10, 1), (10, 2), (10, 3)), 5, (70, 95), (15, 30), PLAN),
    Template("1.2", "Tổ chức buổi chia sẻ “Học để làm việc tốt hơn” trong Tuần lễ học tập suốt đời năm {year}", ((10, 2), (10, 4)), 1, (40, 70), (10, 20), "Kế hoạch số {number}/KH-{unit} ngày {start}; 12 ảnh"),
    Template("1.3", "Hưởng ứng Ngày Sách 21/4: giới thiệu sách chuyên ngành, góp sách cho tủ sách dùng chung", ((4, 19), (4, 21), (4, 22)), 2, (50, 85), (20, 40), PLAN),
    Template("1.3", "Phát động mỗi người đọc và giới thiệu một cuốn sách nhân Ngày Sách 21/4", ((4, 15), (4, 21)), 10, (45, 80), (0, 10), NOTICE),
    Template("1.4", "Đưa nội dung xây dựng xã hội học tập vào sinh hoạt chi bộ và công đoàn", SUMMER, 1, (60, 90), (0, 0), MINUTES),
    Template("1.4", "Sinh hoạt chuyên đề “Tự học, tự rèn luyện theo gương Chủ tịch Hồ Chí Minh”", ((5, 17), (5, 19)), 1, (55, 90), (0, 0), MINUTES),
    Template("2.1", "Cập nhật văn bản, tài liệu nghiệp vụ vào thư mục học liệu dùng chung của đơn vị", AUTUMN, 60, (50, 90), (0, 0), REPORT),
    Template("2.1", "Đăng tải 06 video hướng dẫn sử dụng phần mềm nghiệp vụ trên trang thông tin nội bộ", SUMMER, 20, (45, 80), (5, 15), "06 video; Báo cáo số {number}/BC-{unit} ngày {end}"),
    Template("2.2", "Bồi dưỡng kỹ năng số: an toàn thông tin, ký số, xử lý hồ sơ trên môi trường mạng", AUTUMN, 2, (45, 75), (60, 120), "Kế hoạch số {number}/KH-{unit} ngày {start}; danh sách học viên"),
    Template("2.2", "Tập huấn khai thác cơ sở dữ liệu chuyên ngành và giải quyết thủ tục trên cổng dịch vụ công", SUMMER, 3, (35, 65), (80, 150), "Thông báo số {number}/TB-{unit} ngày {start}; danh sách học viên"),
    Template("2.2", "Cử công chức, viên chức học trực tuyến chương trình bồi dưỡng về chuyển đổi số", OCTOBER, 10, (40, 80), (0, 0), "Danh sách học viên hoàn thành kèm Báo cáo số {number}/BC-{unit}"),
    Template("2.3", "Cử người tham gia lớp tiếng Trung Quốc giao tiếp phục vụ công tác", AUTUMN, 45, (5, 12), (700, 1200), SENT),
    Template("2.3", "Duy trì câu lạc bộ tiếng Anh chuyên ngành, sinh hoạt hai tuần một lần", SPRING, 90, (10, 20), (20, 50), PLAN),
    Template("3.1", "Phát động thi đua “Mỗi người một sáng kiến, mỗi tuần một giờ tự học”", SPRING, 5, (80, 100), (0, 0), "Kế hoạch phát động thi đua số {number}/KH-{unit} ngày {start}"),
    Template("3.1", "Sơ kết phong trào thi đua học tập; khen thưởng tập thể, cá nhân tiêu biểu", OCTOBER, 1, (60, 90), (30, 60), "Quyết định khen thưởng số {number}/QĐ-{unit} ngày {start}"),
    Template("3.2", "Vận động ủng hộ quỹ khuyến học; tặng quà con công chức, viên chức đạt học sinh giỏi", ((6, 1), (8, 27), (9, 4)), 3, (70, 98), (80, 150), "Danh sách ủng hộ; Báo cáo số {number}/BC-{unit} ngày {end}"),
    Template("3.2", "Trao học bổng cho học sinh vùng khó khăn tại xã kết nghĩa", ((9, 5), (8, 29)), 1, (10, 25), (300, 500), "Biên bản trao tặng ngày {start}"),
    Template("3.3", "Vận động gia đình công chức, viên chức đăng ký danh hiệu “Gia đình học tập”", WINTER, 15, (60, 90), (0, 0), "Danh sách đăng ký kèm Công văn số {number}/{unit} ngày {start}"),
    Template("3.3", "Giao lưu kinh nghiệm xây dựng “Đơn vị học tập” với các đơn vị trong Sở", OCTOBER, 1, (20, 40), (50, 90), "Chương trình giao lưu ngày {start}; 15 ảnh"),
    Template("4.1", "Kiểm tra, đôn đốc việc đăng ký và tự đánh giá tại các tổ, bộ phận", AUTUMN, 3, (15, 30), (0, 0), "Biên bản kiểm tra ngày {end}"),
    Template("4.1", "Rà soát hồ sơ tự đánh giá, nhắc các cá nhân hoàn thiện minh chứng trước ngày chốt số liệu", ((10, 28), (11, 4), (11, 7)), 3, (20, 45), (0, 0), LETTER),
)

STRENGTHS = (
    "Đến ngày chốt số liệu, {unit} có {recognised}/{total} người đạt danh hiệu “Công dân học tập” ({rate}%), trong đó {skilled} người có kỹ năng số đáp ứng yêu cầu công việc.",
    "Chỉ tiêu học tập được đưa vào kế hoạch công tác từ đầu năm: {registered}/{total} người đăng ký, {recognised} người được công nhận danh hiệu ({rate}%).",
    "Đơn vị hoàn thành các nội dung được giao theo Kế hoạch của Sở; {recognised}/{total} người được công nhận danh hiệu “Công dân học tập”, đạt {rate}%.",
    "Phong trào tự học có chuyển biến rõ: {registered} người đăng ký danh hiệu, {recognised} người đạt ({rate}% tổng số người của đơn vị).",
    "Tập thể lãnh đạo gương mẫu đăng ký trước; toàn đơn vị có {recognised} người đạt danh hiệu trên tổng số {total} người, tỷ lệ {rate}%.",
    "Việc tự đánh giá thực hiện nghiêm túc, có minh chứng; kết quả {recognised}/{total} người đạt danh hiệu, {updating} người tự cập nhật được thông tin trên môi trường số.",
    "Cán bộ nòng cốt về chuyển đổi số kèm cặp từng tổ, nhờ đó {skilled}/{recognised} người đạt danh hiệu có kỹ năng số đáp ứng yêu cầu công việc.",
)

PRACTICES = (
    "Duy trì “Giờ tự học” chiều thứ Sáu, mỗi bộ phận lần lượt trình bày một văn bản mới hoặc một kỹ năng số cần dùng trong công việc.",
    "Tủ sách dùng chung được bổ sung tài liệu chuyên ngành; thư mục học liệu trên máy chủ nội bộ được cập nhật hằng tháng.",
    "Công đoàn gắn phong trào thi đua học tập với bình xét lao động tiên tiến, tạo động lực cho đoàn viên.",
    "Hồ sơ công việc được xử lý hoàn toàn trên môi trường mạng, buộc mỗi người phải thường xuyên học và sử dụng công cụ số.",
    "Mô hình “một người biết, hướng dẫn hai người” giúp nhân viên lớn tuổi sử dụng được chữ ký số và hệ thống quản lý văn bản.",
    "Các lớp bồi dưỡng trực tuyến được bố trí xen kẽ để không ảnh hưởng việc tiếp nhận hồ sơ của tổ chức, cá nhân.",
    "Đơn vị phối hợp với đoàn thanh niên hỗ trợ người dân nộp hồ sơ trực tuyến, vừa phục vụ vừa rèn kỹ năng cho viên chức trẻ.",
    "Kết quả học tập được công khai hằng quý tại cuộc họp giao ban, kịp thời biểu dương cá nhân tiêu biểu.",
)


@dataclass(frozen=True)
class Account:
    """A shortcoming with its cause, the way on and the request that belong together."""

    shortcomings: str
    causes: str
    direction: str
    proposals: str


ACCOUNTS = (
    Account(
        "Một số viên chức đi công tác cơ sở dài ngày chưa tham gia đủ các lớp bồi dưỡng, hồ sơ tự đánh giá còn nộp chậm.",
        "Khối lượng công việc đo đạc, kiểm tra tại thực địa lớn; lịch bồi dưỡng trùng với đợt cao điểm giải quyết hồ sơ.",
        "Xây dựng lịch học trực tuyến linh hoạt, giao tổ trưởng theo dõi việc hoàn thành từng nội dung của từng người theo quý.",
        "Đề nghị Sở tổ chức các lớp bồi dưỡng vào đầu năm và có hình thức học trực tuyến để người đi thực địa tham gia được.",
    ),
    Account(
        "Tỷ lệ người thành thạo, tự cập nhật thông tin trên môi trường số còn thấp so với số người có kỹ năng số.",
        "Người lớn tuổi ngại thay đổi thói quen làm việc; phần mềm hay nâng cấp nhưng tài liệu hướng dẫn chưa kịp thời.",
        "Mở các buổi kèm cặp ngắn 30 phút theo nhóm 3-5 người, ưu tiên người trên 50 tuổi; biên soạn tờ hướng dẫn một trang cho mỗi phần mềm.",
        "Đề nghị Sở ban hành tài liệu hướng dẫn dùng chung cho các phần mềm chuyên ngành.",
    ),
    Account(
        "Máy tính của một số bộ phận đã cũ, đường truyền chưa ổn định nên việc học trực tuyến và khai thác học liệu còn khó khăn.",
        "Kinh phí chi thường xuyên hạn hẹp, thiết bị được trang bị từ nhiều năm trước chưa có nguồn thay thế.",
        "Sắp xếp lại thiết bị giữa các bộ phận, bố trí một phòng học chung có 10 máy kết nối ổn định; lập dự toán thay thế theo lộ trình.",
        "Đề nghị cấp có thẩm quyền bố trí kinh phí thay thế máy tính đã hết thời hạn sử dụng.",
    ),
    Account(
        "Công tác tuyên truyền có lúc còn hình thức; một bộ phận người lao động chưa hiểu rõ ý nghĩa của danh hiệu nên chưa đăng ký.",
        "Nội dung tuyên truyền chưa gắn với công việc cụ thể; lao động hợp đồng thường xuyên thay đổi.",
        "Đổi mới cách tuyên truyền qua tình huống công việc; mỗi quý lãnh đạo trực tiếp trao đổi với nhóm chưa đăng ký.",
        "Đề nghị Sở Giáo dục và Đào tạo cung cấp tài liệu tuyên truyền ngắn gọn, phù hợp với khối cơ quan hành chính, sự nghiệp.",
    ),
    Account(
        "Việc lưu giữ minh chứng học tập chưa thống nhất, một số trường hợp phải bổ sung hồ sơ nhiều lần.",
        "Chưa có mẫu hồ sơ chung; người phụ trách kiêm nhiệm, thay đổi trong năm.",
        "Thống nhất mẫu phiếu tự đánh giá và nơi lưu minh chứng điện tử; phân công người phụ trách và người thay thế ngay từ đầu năm.",
        "Đề nghị Sở ban hành mẫu phiếu tự đánh giá và danh mục minh chứng dùng chung cho các đơn vị.",
    ),
    Account(
        "Số người tham gia học ngoại ngữ còn ít, chưa duy trì được việc học thường xuyên.",
        "Chưa có lớp phù hợp với trình độ và thời gian làm việc; kinh phí hỗ trợ học ngoại ngữ chưa có trong dự toán.",
        "Lập câu lạc bộ ngoại ngữ sinh hoạt hai tuần một lần, sử dụng tài liệu mở và ứng dụng tự học.",
        "Đề nghị Sở phối hợp với cơ sở đào tạo trong tỉnh mở lớp ngoại ngữ buổi tối dùng chung cho các đơn vị.",
    ),
    Account(
        "Một số người đã có kỹ năng và kết quả học tập tốt nhưng chưa đăng ký hoặc điểm tự đánh giá chưa đủ để công nhận.",
        "Việc hướng dẫn chấm điểm còn chậm; cá nhân chưa chủ động tích lũy minh chứng trong năm.",
        "Hướng dẫn chấm điểm từ quý I, tự đánh giá thử vào tháng 6 để kịp bổ sung trước kỳ đánh giá chính thức.",
        "Đề nghị Sở tập huấn nghiệp vụ đánh giá cho cán bộ đầu mối của các đơn vị trong quý I.",
    ),
    Account(
        "Hoạt động hưởng ứng tập trung vào Tuần lễ học tập suốt đời và Ngày Sách, các tháng còn lại chưa đều.",
        "Kế hoạch năm của đơn vị chưa phân bổ nội dung theo tháng; việc kiểm tra giữa kỳ chưa thường xuyên.",
        "Lập lịch hoạt động theo từng tháng, mỗi bộ phận chủ trì ít nhất một nội dung; sơ kết vào tháng 6 và tháng 10.",
        "Đề nghị Sở duy trì kiểm tra giữa kỳ và thông báo kết quả đến các đơn vị.",
    ),
)

SETBACK_ACCOUNT = Account(
    "Tỷ lệ người đạt danh hiệu “Công dân học tập” giảm so với năm trước: một số người đã đạt năm trước không đủ minh chứng để công nhận lại.",
    "Trong năm đơn vị tập trung nhân lực cho nhiệm vụ đột xuất nên lịch bồi dưỡng bị lùi; việc chấm điểm được siết chặt, chỉ tính nội dung có minh chứng.",
    "Bố trí lại lịch bồi dưỡng ngay từ quý I, giao chỉ tiêu cho từng tổ và rà soát minh chứng hằng quý để khôi phục tỷ lệ của năm trước.",
    "Đề nghị Sở hỗ trợ mở riêng một lớp bồi dưỡng kỹ năng số cho đơn vị trong sáu tháng đầu năm.",
)
# fmt: on
