"""Trang Hướng dẫn: what each column and word of a covenant workbook means, three cells a line."""

SECTIONS = (
    (
        "Trang «Giao ước»",
        ("Mục", "Giá trị dùng được", "Nghĩa"),
        (
            ("Khối", "KTD-MAU", "Mã khối thi đua; sửa thành mã khối của bạn"),
            ("Năm", "2026", "Năm thi đua; sửa thành năm chấm"),
            ("Kỳ", "Cả năm", "Để trống cũng là cả năm"),
            ("", "Tháng 3", "Giao ước của một tháng; «Quý II», «6 tháng» cũng vậy"),
            ("", "Tháng 1-12", "Mở các tháng ấy, mỗi tháng một bản; «Các quý» mở bốn quý"),
            ("", "Đợt 19/5", "Một đợt, có thêm hai mục «Từ ngày» và «Đến ngày»"),
            ("Từ ngày", "01/05/2026", "Ngày đầu của đợt"),
            ("Đến ngày", "31/05/2026", "Ngày cuối của đợt"),
            ("Thang điểm", "100", "Tổng điểm ghi trong văn bản"),
            ("Số chữ số thập phân", "2", "Mỗi dòng điểm được làm tròn một lần đến số chữ số này"),
            ("Cách làm tròn", "Nửa lên", "0,125 thành 0,13"),
            ("", "Nửa về chẵn", "0,125 thành 0,12"),
            ("", "Cắt bỏ", "0,129 thành 0,12"),
            ("Cách tổng hợp điểm chấm chéo", "Trung bình", "Cộng điểm các người chấm rồi chia đều"),
            ("", "Trung vị", "Lấy điểm đứng giữa"),
            ("", "Trung bình bỏ cao nhất và thấp nhất", "Bỏ một điểm cao nhất, một thấp nhất"),
            ("", "Khối trưởng quyết định", "Lấy điểm của khối trưởng"),
            ("Điểm không giao", "Bỏ khỏi thang, xếp hạng theo tỷ lệ", "Ví dụ 684/700"),
            ("", "Tính đủ điểm", "Được điểm tối đa của tiêu chí"),
            ("", "Tính 0 điểm", "Không được điểm của tiêu chí"),
            ("Điểm và phiếu", "Điểm rồi phiếu", "Điểm xếp hạng, phiếu xác nhận"),
            (
                "",
                "Phiếu xếp hạng",
                "Phiếu xếp hạng những đơn vị đủ điểm sàn; dưới sàn thì xếp sau, theo điểm. Chưa "
                "kiểm phiếu thì hạng theo điểm chỉ là tạm tính",
            ),
            (
                "Không tính trùng",
                "mỗi thành tích chỉ tính mức cao nhất",
                "Thành tích cùng tên, ở một hay nhiều tiêu chí, chỉ tính một lần, mức cao nhất; "
                "«chỉ một vai trò» cũng vậy",
            ),
            (
                "",
                "không trừ trùng lỗi",
                "Lỗi cùng tên chỉ trừ một lần; cả hai thì cách nhau bằng «;». Tên ghi ở cột Tên "
                "thành tích/lỗi khi chấm; lượt không ghi tên thì tính như thường",
            ),
            ("Mục khác", "", "Được giữ lại để xem; phần mềm không dùng đến và nói rõ khi nhập"),
        ),
    ),
    (
        "Trang «Tiêu chí»: các cột",
        ("Cột", "Ví dụ", "Nghĩa"),
        (
            ("Mã", "I.1", "Không trùng nhau; mã của tiêu chí bắt đầu bằng mã của nhóm (I → I.1)"),
            ("Nội dung", "", "Lời văn của nhóm hoặc tiêu chí"),
            (
                "Điểm tối đa",
                "2,5",
                "Nhóm: bằng tổng các dòng trong nhóm, trừ khi Tham số ghi «trần»",
            ),
            ("Cách chấm", "Theo bậc", "Để trống ở dòng nhóm"),
            ("Tham số", "trần", "Ở dòng nhóm: điểm tối đa của nhóm là mức trần"),
            ("Dấu", "+", "Điểm gốc; dòng để trống theo dấu của nhóm"),
            ("", "thưởng", "Điểm thưởng; nhóm khác dấu không thuộc nhóm trên, trừ khi mã nói vậy"),
            ("", "-", "Điểm trừ; -5 hay 5 đều là trừ 5"),
            ("Minh chứng", "Luôn", "Khi nào phải có tài liệu; các từ khác có trong ô chọn"),
            (
                "Điều kiện chặn",
                "dưới 50% không xét",
                "Xem bảng dưới; nhiều điều kiện cách nhau bằng «;»",
            ),
            ("Căn cứ", "", "Văn bản, phụ lục, mục, và đã đối chiếu hay chưa"),
            ("Trích dẫn", "", "Nguyên văn câu của văn bản; hiện trong «Vì sao»"),
            ("Ghi chú", "", "Điều người chấm cần biết"),
            (
                "Nguồn số liệu",
                "báo cáo 6-thang: số ngày chậm; bắt buộc",
                "Số lấy từ báo cáo, sổ hoặc phong trào, hiện cạnh ô chấm để người chấm lấy; «bắt "
                "buộc» thì ghi số khác phải có Giải trình. Báo cáo MÃ hoặc báo cáo mọi kỳ: số "
                "ngày chậm, số lần chậm, số thiếu, đủ và đúng hạn; sổ MÃ: số của sổ; phong trào "
                "MÃ: đã đăng ký, có kế hoạch, mục tiêu MÃ, việc đã làm. Nhiều loại lượt thì ghi "
                "thêm «; loại …»",
            ),
        ),
    ),
    (
        "Cách chấm và Tham số",
        ("Cách chấm", "Ví dụ Tham số", "Nghĩa"),
        (
            (
                "Chấm mức",
                "bước 0,25",
                "Chấm từ 0 đến tối đa, cách nhau 0,25; để trống là chấm tự do",
            ),
            ("", "bước 0,25; thưởng tối đa 3", "Như trên, thêm tới 3 điểm thưởng riêng (30+3)"),
            ("", "thưởng không hạn chế", "Trên điểm tối đa là điểm thưởng, bao nhiêu cũng được"),
            ("Đạt/không", "", "Đạt: điểm tối đa; không đạt: 0"),
            (
                "Chọn mức",
                "Tốt: 5; Khá: 4; Đạt: 3; Chưa đạt: 0",
                "Chọn một mức, được điểm của mức đó",
            ),
            (
                "",
                "Vượt: 5; Đạt: 3; Chưa đạt: 0; thưởng tối đa 2",
                "Tối đa 3 là điểm chuẩn, mức Vượt thêm 2 điểm thưởng",
            ),
            (
                "Theo bậc",
                ">=100: 350; >=90: 315; >=0: 0",
                "Đọc từ trái sang, lấy bậc đúng đầu tiên",
            ),
            ("", "<=0: 2; <=2: 1,5; >10: 0", "Số càng nhỏ càng tốt, ví dụ số ngày chậm"),
            ("", "Từ 95% trở lên: 10; 90-94: 8; dưới 90: 0", "Viết bằng lời cũng được"),
            ("", "0: 5; 1: 4; >=2: 0", "Số đứng một mình nghĩa là đúng bằng số đó"),
            (
                "",
                ">=110: 5; >=105: 4; >=100: 3; >=0: 0; thưởng tối đa 2",
                "Tối đa 3 là điểm chuẩn, vượt kế hoạch được thêm tới 2 điểm thưởng",
            ),
            (
                "Tỷ lệ hoàn thành",
                "sàn 50; thưởng 0,2 mỗi 1% tối đa 3",
                "Dưới 50%: 0; vượt thì cộng thêm",
            ),
            ("", "trừ 0,5 mỗi 1%; càng thấp càng tốt", "Trừ dần theo phần trăm còn thiếu"),
            ("", "thưởng 0,2 mỗi 1%", "Không ghi «tối đa» thì phần thưởng không hạn chế"),
            (
                "So với dẫn đầu",
                "",
                "Đạt kế hoạch được nửa số điểm; đơn vị vượt cao nhất được tối đa",
            ),
            ("Theo lượt", "mỗi lượt 0,5; tối đa 2", "Số lượt nhân đơn giá, không quá 2 điểm"),
            ("", "mỗi lượt 0,5; tối đa 4 lượt", "Chỉ tính 4 lượt, lượt nhiều điểm trước"),
            (
                "",
                "mỗi sáng kiến được cộng 2 điểm, tối đa 10 điểm",
                "Viết bằng lời cũng được: «5 điểm/lần», «0,5đ mỗi lượt»",
            ),
            (
                "",
                "mỗi lượt 1; thưởng tối đa 2",
                "Ở dòng điểm gốc: vượt điểm tối đa thêm 2; ở dòng thưởng: tối đa 2",
            ),
            (
                "",
                "cấp Bộ: 5; cấp tỉnh: 3; mỗi thành tích chỉ tính mức cao nhất",
                "Lượt có tên thành tích: trùng tên thì chỉ tính lượt cao nhất, một lần",
            ),
            ("", "cấp tỉnh: 3; cơ sở: 1; chỉ tính mức cao nhất", "Chỉ cộng một lượt cao nhất"),
            (
                "",
                "loại A: 3; loại B: 2; nộp muộn: -0,25",
                "Trừ vào chính dòng này, không xuống dưới 0",
            ),
            (
                "Trừ dần",
                "đi trễ: 0,5; thiếu báo cáo: 2",
                "Bắt đầu từ tối đa, trừ mỗi lượt, thấp nhất là 0; -0,5 cũng là trừ 0,5",
            ),
            ("", "đi trễ: 0,5; vắng họp: 0,5; trừ tối đa 1,5", "Mọi lỗi cộng lại trừ đến 1,5"),
            (
                "",
                "chuẩn 3; vắng họp: 0,2; trừ tối đa 1,5; thưởng sáng kiến: 1; thưởng tối đa 2",
                "Chuẩn, trừ và thưởng trong một dòng: thưởng cộng thêm ngoài điểm tối đa 3; "
                "«sáng kiến: +1» cũng là thưởng",
            ),
            (
                "",
                "vắng họp: 0,2; thưởng sáng kiến: 1; thưởng không hạn chế",
                "Thưởng bao nhiêu lượt cũng tính; dòng có thưởng chờ người thứ hai xác nhận",
            ),
            ("", "chậm: 1; thiếu: 2; không trừ trùng lỗi", "Lỗi cùng tên chỉ trừ một lần"),
            (
                "",
                "[Đúng hạn]: 30; [Chậm 1 việc] (đã tính 1 chậm việc): 25; chậm việc: 2",
                "Tên trong [ ] là mức bắt đầu; lỗi đã tính trong mức không trừ lần nữa",
            ),
            ("Tổng các ý", "ý a: 2; ý b: 1,5", "Cộng điểm các ý đạt được"),
            (
                "Từ các kỳ",
                "trung bình các tháng",
                "Không ai chấm: lấy trung bình tổng điểm đã thẩm định của 12 tháng; còn tháng chưa "
                "thẩm định thì dòng chưa có điểm",
            ),
            ("", "cộng các quý; hệ số 0,25", "Cộng bốn quý rồi nhân 0,25; không quá điểm tối đa"),
            ("", "cộng các đợt; bỏ kỳ thiếu", "Chỉ tính các đợt đơn vị đã có điểm"),
            (
                "Mọi cách chấm",
                "không giao: đủ điểm",
                "Riêng dòng này; hoặc «0 điểm», «bỏ khỏi thang»",
            ),
        ),
    ),
    (
        "Điều kiện chặn",
        ("Khi", "Ví dụ", "Nghĩa"),
        (
            ("dưới … %", "dưới 50% không xét", "Dưới nửa điểm tối đa của dòng: không xếp hạng"),
            ("dưới … điểm", "dưới 20 điểm không xét", "Dưới 20 điểm: không xếp hạng"),
            ("0 điểm", "0 điểm không xếp loại Xuất sắc", "Bị 0 điểm: không được loại đó"),
            (
                "không đạt",
                "không đạt không khen Cờ thi đua",
                "Không đạt: không được khen thưởng đó",
            ),
            ("trên … lượt", "trên 8 lượt không xét", "Quá 8 lượt: không xếp hạng"),
            ("", "nghỉ trên 8 ngày thì không xét", "Chỉ đếm loại «nghỉ», hoặc Kết quả của dòng"),
            ("từ … lượt", "từ 2 lượt đi trễ trở lên không xét", "Đủ 2 lượt loại «đi trễ»"),
            ("có lượt …", "có lượt sai quy trình hạ một bậc", "Có lượt đó: xuống một loại"),
            (
                "có lỗi …",
                "có lỗi «vi phạm nồng độ cồn» không xếp loại Xuất sắc",
                "Tên lỗi như ở Tham số; «không xếp loại» một mình là không loại nào",
            ),
        ),
    ),
    (
        "Trang «Xếp hạng»",
        ("Loại", "Giá trị", "Nghĩa"),
        (
            (
                "Tiêu chí phụ",
                "I",
                "Khi bằng điểm: Điểm nhóm, Điểm trừ ít hơn, Điểm thưởng, Tỷ lệ phiếu, "
                "Ngày chậm ít hơn; xét theo Thứ tự",
            ),
            (
                "",
                "",
                "Tỷ lệ phiếu lấy từ cuộc bỏ phiếu «Xếp hạng đơn vị» đã kiểm; trước đó các đơn vị "
                "bằng điểm còn đồng hạng",
            ),
            ("Xếp loại", ">=850", "Nội dung là tên loại; ghi loại cao trước; 850 là từ 850"),
            ("", ">=180; đạt 3/3 A.1, A.2, A.3", "Đủ điểm và đạt đủ ba tiêu chí"),
            ("", ">=100; không giao IV: >=80", "Mốc thứ hai cho người không được giao mục IV"),
            ("", ">=95; không tiêu chí nào 0 điểm", "Đủ điểm và không tiêu chí nào bị 0"),
            (
                "",
                ">=95; điểm trừ <=6",
                "Các dòng Dấu «-» trừ không quá 6; hoặc «điểm trừ dưới 6», «không có điểm trừ»",
            ),
            ("Trần xếp loại", "100", "Khi xếp loại chỉ tính đến số điểm này"),
            (
                "Sàn phiếu xếp hạng",
                ">=700",
                "Chỉ khi Điểm và phiếu là «Phiếu xếp hạng»: từ điểm này trở lên mới dự phiếu; "
                "không ghi thì mọi đơn vị được xét đều dự",
            ),
            (
                "Không xét",
                "",
                "Nội dung là lý do không đưa vào xếp hạng; chọn được nó khi ghi tình trạng xét ở "
                "trang Xếp hạng",
            ),
            ("Khen thưởng", "1", "Nội dung là tên khen thưởng; Giá trị là số suất, theo Thứ tự"),
            ("", "<10 đơn vị: 2; >=10 đơn vị: 3", "Số suất theo số đơn vị của khối"),
        ),
    ),
)
