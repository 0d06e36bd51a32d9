#!/usr/bin/env sh
# Khởi động Thi đua: tìm Python, cài một lần, mở trình duyệt.
here=$(readlink -f "$0" 2>/dev/null || echo "$0")  # a link on the desktop leads here
cd "$(dirname "$here")" || exit 1
for python in python3.13 python3.12 python3.11 python3 python; do
  if command -v "$python" >/dev/null 2>&1 &&
    "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null; then
    exec "$python" deploy/launch.py "$@"
  fi
done
echo "Máy chưa có Python 3.11, 3.12 hoặc 3.13. Tải tại https://www.python.org/downloads/" >&2
echo "(Debian, Ubuntu: sudo apt install python3 python3-venv), cài xong thì mở lại tệp này." >&2
exit 1
