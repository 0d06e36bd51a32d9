// Việt hóa: Streamlit has no translations, so what it says by itself is replaced as it appears.
// What people typed, and the data of the product, is never touched.
(() => {
  "use strict";

  // Calendars and numbers follow the browser's language; here they are Vietnamese for everybody.
  for (const [name, value] of [["language", "vi-VN"], ["languages", Object.freeze(["vi-VN", "vi"])]]) {
    Object.defineProperty(navigator, name, { get: () => value, configurable: true });
  }

  const WORDS = new Map(Object.entries({
    // frame
    "Skip to main content": "Chuyển tới nội dung chính",
    "Sidebar": "Thanh bên",
    "App pages": "Danh mục trang",
    "Logo": "Biểu tượng",
    "App Logo": "Biểu tượng",
    "Navigate to home page": "Về trang đầu",
    "Collapse sidebar": "Thu gọn thanh bên",
    "Expand sidebar": "Mở thanh bên",
    "View less": "Thu gọn",
    "view more": "xem thêm",
    "view less": "thu gọn",
    "Main menu": "Tùy chọn",
    "Theme": "Giao diện",
    "System": "Theo máy",
    "Light": "Sáng",
    "Dark": "Tối",
    "About": "Giới thiệu",
    "Print": "In trang",
    "Settings": "Thiết lập",
    "Rerun": "Chạy lại",
    "Link to heading": "Liên kết tới mục này",
    "(opens in new tab)": "(mở ở thẻ mới)",
    "Notifications": "Thông báo",
    "Close": "Đóng",
    "Dismiss": "Đóng",
    "Cancel": "Bỏ qua",
    "Error": "Lỗi",
    "Error:": "Lỗi:",
    "Warning": "Cảnh báo",
    "Copy": "Chép",
    "Copied": "Đã chép",
    "Copied!": "Đã chép",
    "Copy to clipboard": "Chép vào bộ nhớ tạm",
    "Toolbar action": "Thao tác",
    "Scroll tabs left": "Cuộn thẻ sang trái",
    "Scroll tabs right": "Cuộn thẻ sang phải",
    "Help": "Trợ giúp",
    "progress": "Tiến độ",
    // run and connection
    "Running...": "Đang xử lý…",
    "Stop": "Dừng",
    "Stopping...": "Đang dừng…",
    "Connecting": "Đang kết nối",
    "Connecting to Streamlit server": "Đang kết nối máy chủ",
    "Unable to connect to Streamlit server": "Không kết nối được máy chủ",
    "Reconnected to server.": "Đã kết nối lại.",
    "Connection error": "Mất kết nối",
    "Connection timed out.": "Máy chủ không trả lời.",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:":
      "Máy chủ đang tạm ngừng trả lời. Cứ để trang này mở, trang sẽ tự kết nối lại; nếu kéo dài, hãy báo người quản trị.",
    "Streamlit server is not responding. Are you connected to the internet?":
      "Máy chủ không trả lời. Hãy kiểm tra đường truyền; trang sẽ tự kết nối lại.",
    "Connection lost. Please wait for the app to reconnect, then try again.":
      "Mất kết nối. Hãy chờ trang kết nối lại rồi làm lại.",
    "Unknown error": "Lỗi không rõ",
    "Unknown Error": "Lỗi không rõ",
    "Network Error": "Lỗi đường truyền",
    "Script execution error": "Lỗi khi chạy trang",
    "Page not found": "Không tìm thấy trang",
    "Retry": "Thử lại",
    "Try again": "Thử lại",
    // choices
    "Choose an option": "Chọn một mục",
    "Choose or add an option": "Chọn hoặc thêm một mục",
    "Choose options": "Chọn các mục",
    "Choose or add options": "Chọn hoặc thêm các mục",
    "Add an option": "Thêm một mục",
    "No options to select": "Chưa có mục để chọn",
    "No options to select.": "Chưa có mục để chọn.",
    "No options": "Chưa có mục nào",
    "No results": "Không có kết quả",
    "Open": "Mở danh sách",
    "Select...": "Chọn…",
    "Select all": "Chọn tất cả",
    "Clear all": "Bỏ chọn tất cả",
    "Clear value": "Xóa giá trị",
    "Clear entry": "Xóa nội dung",
    "Selected values": "Các mục đã chọn",
    "Selectbox": "Ô chọn",
    "Selectbox options": "Các mục của ô chọn",
    "Suggestions": "Gợi ý",
    "Show suggestions": "Hiện gợi ý",
    "Menu": "Danh mục",
    // text and numbers
    "Show password": "Hiện mật khẩu",
    "Hide password": "Ẩn mật khẩu",
    "Increment": "Tăng",
    "Decrement": "Giảm",
    "(required)": "(bắt buộc)",
    "This field is required.": "Không được để trống.",
    "Invalid input.": "Nội dung không hợp lệ.",
    "Number is above the allowed range.": "Số lớn hơn mức cho phép.",
    "Number is below the allowed range.": "Số nhỏ hơn mức cho phép.",
    "⚠️ Please fill out this cell.": "⚠️ Ô này không được để trống.",
    "Feedback rating": "Đánh giá",
    "Thumbs up": "Đồng ý",
    "Thumbs down": "Không đồng ý",
    "Color picker": "Chọn màu",
    "Color Picker": "Chọn màu",
    // dates and times
    "Choose date": "Chọn ngày",
    "Choose date range": "Chọn khoảng ngày",
    "Choose date and time": "Chọn ngày giờ",
    "Clear date": "Xóa ngày",
    "Clear dates": "Xóa khoảng ngày",
    "Clear date and time": "Xóa ngày giờ",
    "Clear time": "Xóa giờ",
    "Calendar": "Lịch",
    "Time": "Giờ",
    "Start Date": "Từ ngày",
    "End Date": "Đến ngày",
    "Date range": "Khoảng ngày",
    "Quick select a date range": "Chọn nhanh khoảng ngày",
    "Previous": "Trước",
    "Next": "Sau",
    "Previous month": "Tháng trước",
    "Next month": "Tháng sau",
    "Past Week": "Tuần qua",
    "Past Month": "Tháng qua",
    "Past 3 Months": "3 tháng qua",
    "Past 6 Months": "6 tháng qua",
    "Past Year": "Năm qua",
    "Past 2 Years": "2 năm qua",
    "First available date": "Ngày đầu tiên chọn được",
    "Last available date": "Ngày cuối cùng chọn được",
    "Click to start selecting date range": "Bấm để chọn ngày đầu",
    "Click to finish selecting date range": "Bấm để chọn ngày cuối",
    "Selected date unavailable.": "Không chọn được ngày này.",
    "Start date must be before end date.": "Ngày đầu phải trước ngày cuối.",
    "Use arrow keys to navigate dates. Enter to select. Escape to close.":
      "Dùng phím mũi tên để chuyển ngày, Enter để chọn, Escape để đóng.",
    "Use arrow keys to navigate. Enter to select. Tab to switch between calendar and time. Escape to close.":
      "Dùng phím mũi tên để di chuyển, Enter để chọn, Tab để chuyển giữa lịch và giờ, Escape để đóng.",
    "Invalid time format. Please use HH:MM.": "Giờ chưa đúng; hãy ghi như 08:30.",
    "Invalid time format. Please use HH:MM:SS or HH:MM.": "Giờ chưa đúng; hãy ghi như 08:30 hoặc 08:30:00.",
    "Hours must be 0–23.": "Giờ phải từ 0 đến 23.",
    "Minutes must be 0–59.": "Phút phải từ 0 đến 59.",
    "Seconds must be 0–59.": "Giây phải từ 0 đến 59.",
    // pages of a list
    "Pagination": "Chuyển trang",
    "Previous page": "Trang trước",
    "Next page": "Trang sau",
    // files
    "Upload": "Tải lên",
    "Upload directories": "Tải thư mục lên",
    "Drag and drop a file here": "Kéo tệp vào đây",
    "Drag and drop files here": "Kéo các tệp vào đây",
    "Drag and drop directories here": "Kéo thư mục vào đây",
    "file upload": "Chọn tệp",
    "add icon": "thêm",
    "Add files": "Thêm tệp",
    "Only one file is allowed.": "Chỉ nhận một tệp.",
    "Too many files": "Quá nhiều tệp",
    "Upload failed": "Tải lên không được",
    "Click to retry upload": "Bấm để tải lại",
    "Unexpected error. Please try again.": "Có lỗi; hãy thử lại.",
    "Error uploading file": "Tải lên không được",
    "Error deleting file": "Không bỏ được tệp",
    "Download failed": "Không tải xuống được",
    "Failed to generate file for download": "Không tạo được tệp để tải xuống",
    // tables
    "Show/hide columns": "Ẩn/hiện cột",
    "Download as CSV": "Tải xuống dạng CSV",
    "Search": "Tìm",
    "Type to search": "Gõ để tìm",
    "Previous Result": "Kết quả trước",
    "Next Result": "Kết quả sau",
    "Close Search": "Đóng ô tìm",
    "Fullscreen": "Toàn màn hình",
    "Close fullscreen": "Thoát toàn màn hình",
    "Add row": "Thêm dòng",
    "Delete row(s)": "Xóa dòng đã chọn",
    "Clear selection": "Bỏ chọn",
    "Edit": "Sửa",
    "Cancel (Escape)": "Bỏ qua (Escape)",
    "No data": "Chưa có dữ liệu",
    "No content": "Chưa có nội dung",
    "empty": "chưa có dữ liệu",
    "(index)": "(số thứ tự)",
    "Scrollable table": "Bảng cuộn được",
    "Dataframe column menu": "Tùy chọn cột",
    "number": "số",
    "text": "chữ",
    "date": "ngày",
    "time": "giờ",
    "datetime": "ngày giờ",
    "checkbox": "có/không",
    "selectbox": "lựa chọn",
    "multiselect": "nhiều lựa chọn",
    "list": "danh sách",
    "link": "liên kết",
    "image": "ảnh",
    "Copy column name": "Chép tên cột",
    "Sort ascending": "Xếp tăng dần",
    "Sort descending": "Xếp giảm dần",
    "Autosize": "Vừa bề rộng",
    "Pin column": "Ghim cột",
    "Unpin column": "Bỏ ghim cột",
    "Hide column": "Ẩn cột",
    "Format": "Cách hiện số",
    "Automatic": "Tự động",
    "Localized": "Theo ngôn ngữ",
    "Plain": "Để nguyên",
    "Compact": "Rút gọn",
    "Dollar": "Đô la",
    "Euro": "Euro",
    "Yen": "Yên",
    "Percent": "Phần trăm",
    "Scientific": "Dạng khoa học",
    "Accounting": "Dạng kế toán",
    "Distance": "Khoảng thời gian so với nay",
    "Duration": "Thời lượng",
    "Statistics": "Thống kê",
    "Based on sample": "Tính trên một phần dữ liệu",
    "Count": "Số dòng",
    "Empty": "Để trống",
    "Distinct": "Khác nhau",
    "Values": "Giá trị",
    "Sum": "Tổng",
    "Average": "Trung bình",
    "Median": "Trung vị",
    "Minimum": "Nhỏ nhất",
    "Maximum": "Lớn nhất",
    "Range": "Khoảng",
    "Standard deviation": "Độ lệch chuẩn",
    "25th percentile": "Phân vị 25 %",
    "75th percentile": "Phân vị 75 %",
    "Average length": "Độ dài trung bình",
    "Minimum length": "Độ dài ngắn nhất",
    "Maximum length": "Độ dài dài nhất",
    "Distribution histogram": "Biểu đồ phân bố",
    "Top values frequency chart": "Biểu đồ các giá trị hay gặp",
    "True/false distribution chart": "Biểu đồ có/không",
    "Loading...": "Đang tải…",
    "Failed to load data": "Không tải được dữ liệu",
    "The value cannot be interpreted as a number.": "Giá trị này không đọc được thành số.",
    // charts
    "Show data": "Xem số liệu",
    "Show chart": "Xem biểu đồ",
    "Download as PNG": "Tải ảnh xuống",
    "Copy Vega-Lite spec": "Chép mô tả biểu đồ",
    "Vega visualization": "Biểu đồ",
    "visualization": "biểu đồ",
    "axis": "trục",
    "legend": "chú giải",
    "bar": "cột",
    "point": "điểm",
    "circle": "điểm",
    "line mark": "đường",
    "rect mark": "ô",
    "rule mark": "vạch",
    "text mark": "chữ",
  }));

  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December"];
  const day = (month, date, year) =>
    MONTHS.includes(month) ? `${date}/${MONTHS.indexOf(month) + 1}/${year}` : `${month} ${date}, ${year}`;
  const PARTS = { day: "ngày", month: "tháng", year: "năm", hour: "giờ", minute: "phút", second: "giây" };
  const number = (text) => text.replace(/\.0$/, "").replace(".", ",");

  const PHRASES = [
    [/^([\d.]+)\s?([KMG]?B) per file$/, (_, size, unit) => `Tối đa ${number(size)} ${unit} mỗi tệp`],
    [/^([\d.]+)([KMG]?B)$/, (_, size, unit) => `${number(size)} ${unit}`],
    [/^File must be ([\d.]+)\s?([KMG]?B) or smaller\.$/, (_, size, unit) => `Tệp không được quá ${number(size)} ${unit}.`],
    [/^File is larger than ([\d.]+) ([KMG]?B|bytes?)$/, (_, size, unit) => `Tệp lớn hơn ${number(size)} ${unit}`],
    [/^File type must be (?:one of )?(.+)$/, "Chỉ nhận tệp $1"],
    [/^(.*) files are not allowed\.$/, "Không nhận tệp loại này."],
    [/^Press (.+) to apply$/, "Nhấn $1 để nhận"],
    [/^Press (.+) to submit form$/, "Nhấn $1 để gửi"],
    [/^Help for (.+)$/, "Giải thích: $1"],
    [/^View (\d+) more$/, "Xem thêm $1"],
    [/^(\d+) more$/, "thêm $1"],
    [/^(\d+) options? available\.$/, "Có $1 mục."],
    [/^You can only select up to (\d+) options?\. Remove an option first\.$/, "Chỉ chọn được $1 mục; hãy bỏ bớt một mục trước."],
    [/^Select (\d+) matches$/, "Chọn $1 mục tìm thấy"],
    [/^Add: (.+)$/, "Thêm: $1"],
    [/^Remove (.+)$/, "Bỏ $1"],
    [/^Cancel upload of (.+)$/, "Thôi tải $1 lên"],
    [/^Page (\d+)$/, "Trang $1"],
    [/^Shortcut (.+)$/, "Phím tắt $1"],
    [/^(\d+) results?$/, "$1 kết quả"],
    [/^over 1000$/, "hơn 1.000 kết quả"],
    [/^(\d+) of (over )?(\d+) ?(?:results?)?$/, (_, at, over, all) => `${at} trên ${over ? "hơn " : ""}${all}`],
    [/^Save \((.+)\)$/, "Lưu ($1)"],
    [/^(?:Error: )?Number is outside the allowed range\. Please enter a value between (.+) and (.+)\.$/, "Lỗi: số phải từ $1 đến $2."],
    [/^Value must be (.+) or later\.$/, "Phải từ $1 trở đi."],
    [/^Value must be (.+) or earlier\.$/, "Phải từ $1 trở về trước."],
    [/^Selected Date: (\w+) (\d+), (\d+)(?: at (.+))?$/, (_, m, d, y, at) => `Ngày đã chọn: ${day(m, d, y)}${at ? ` ${at}` : ""}`],
    [/^Selected Time: (.+)$/, "Giờ đã chọn: $1"],
    [/^Selected Range: (.+) to (.+)$/, "Khoảng đã chọn: $1 – $2"],
    [/^Today, (.+) selected$/, "Hôm nay, $1, đã chọn"],
    [/^Today, (.+)$/, "Hôm nay, $1"],
    [/^(.+, .*\d{4}) selected$/, "$1, đã chọn"],
    [/^(day|month|year|hour|minute|second),\s?(.*)$/, (_, part, of) => [PARTS[part], of].filter(Boolean).join(", ")],
    [/^(Choose date(?: range| and time)?), (.+)$/, (_, what, month) => `${WORDS.get(what)}, ${month}`],
    [/^(.+) start date$/, "$1: từ ngày"],
    [/^(.+) end date$/, "$1: đến ngày"],
    [/^Chat message from (.+)$/, "Tin nhắn của $1"],
    [/^Connection failed with status (.+)$/, "Máy chủ từ chối kết nối (mã $1)"],
    [/^Cannot connect to Streamlit \(HTTP status: (\d+)\)\.[^]*$/, "Máy chủ từ chối kết nối (mã $1)."],
    [/^You have requested page \/(.*), but no corresponding file was found[^]*$/, "Không có trang «$1»; đang mở trang đầu."],
    [/^The page that you have requested does not seem to exist[^]*$/, "Trang này không có; đang mở trang đầu."],
    [/^\w+ mark container$/, "nhóm hình"],
    [/^X-axis(?: titled '(.*)')? for a [^]*$/, (_, title) => `Trục hoành${title ? `: ${title}` : ""}`],
    [/^Y-axis(?: titled '(.*)')? for a [^]*$/, (_, title) => `Trục tung${title ? `: ${title}` : ""}`],
    [/^(?:Symbol|Gradient) legend(?: titled '(.*)')? for [^]*$/, (_, title) => `Chú giải${title ? `: ${title}` : ""}`],
  ];

  const ATTRIBUTES = ["aria-label", "aria-description", "aria-roledescription", "placeholder", "title", "alt"];
  const PEOPLES_WORDS = [
    '[data-testid="stMarkdownContainer"]', '[data-testid="stTable"]', '[data-testid="stText"]',
    '[data-testid="stJson"]', '[data-testid="stFileChipName"]', '[role="gridcell"]',
    '[role="columnheader"]', '[role="option"]', "svg", "pre", "code", "textarea", "script", "style",
    '[contenteditable="true"]', '[translate="no"]',
  ].join(",");
  const STREAMLITS_OWN = '[data-testid="stTooltipContent"], [data-testid="stFileUploaderDropzone"]';
  const OWN_OPTIONS = /^(Select all|Select \d+ matches|Add: .+|No results|You can only select up to .+)$/;

  const isOurs = (element, text) =>
    !element.closest(PEOPLES_WORDS) || element.closest(STREAMLITS_OWN) ||
    (element.closest('[role="option"]') && OWN_OPTIONS.test(text));

  // Asked before the phrases, so that a long table of names costs one look per cell.
  const HINT = new RegExp("\\b(Help|per file|File|files|Press|View|more|options?|Select|Selected|Add|Remove|Page|" +
    "Shortcut|results?|of|over|Save|Number|Value|Today|selected|date|Chat|Connection|Cannot|You|The|mark|" +
    "axis|legend|day|month|year|hour|minute|second)\\b|^[\\d.]+[KMG]?B$");

  const inVietnamese = (text) => {
    const known = WORDS.get(text);
    if (known !== undefined) return known;
    const [, what, named] = /^([^:]+): ([^]+)$/.exec(text) ?? [];  // a button and what it is of
    if (WORDS.has(what)) return `${WORDS.get(what)}: ${named}`;
    if (!HINT.test(text)) return text;
    const phrase = PHRASES.find(([pattern]) => pattern.test(text));
    return phrase ? text.replace(phrase[0], phrase[1]) : text;
  };

  const translateText = (node) => {
    const text = node.nodeValue.trim();
    if (!text || !/[A-Za-z]/.test(text) || !node.parentElement) return;
    const ours = inVietnamese(text);
    if (ours !== text && isOurs(node.parentElement, text)) {
      node.nodeValue = node.nodeValue.replace(text, () => ours);
    }
  };

  const translateAttribute = (element, name) => {
    const text = element.getAttribute(name)?.trim();
    if (!text) return;
    const ours = inVietnamese(text);
    if (ours !== text) element.setAttribute(name, ours);
  };

  const ICON = /^[a-z0-9_]+ icon$/;  // of a picture in a label: it says nothing the words do not

  const translateElement = (element) => {
    if (element.matches('[role="img"][translate="no"]') && ICON.test(element.ariaLabel ?? "")) {
      element.removeAttribute("aria-label");
      element.setAttribute("aria-hidden", "true");
    }
    for (const name of ATTRIBUTES) translateAttribute(element, name);
  };

  const translateTree = (root) => {
    if (root.nodeType === Node.TEXT_NODE) return translateText(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    translateElement(root);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.nodeType === Node.TEXT_NODE) translateText(node); else translateElement(node);
    }
  };

  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "characterData") translateText(change.target);
      else if (change.type === "attributes") translateAttribute(change.target, change.attributeName);
      else change.addedNodes.forEach(translateTree);
    }
  }).observe(document.documentElement, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
  });
})();
