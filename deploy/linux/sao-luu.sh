#!/usr/bin/env sh
# Sao lưu, diễn tập khôi phục chính bản ấy, khám máy, rồi bỏ các bản quá cũ. Mã thoát khác 0: cần xem.
set -eu
cd "$(dirname "$(readlink -f "$0")")/../.."
python=.venv/bin/python

"$python" -m thidua backup
if [ -n "${DIEN_TAP:-}" ]; then
  "$python" -m thidua rehearse --scratch "$DIEN_TAP"
else
  "$python" -m thidua rehearse
fi

# Chỉ bỏ bản cũ sau khi bản mới đã khôi phục thử được.
folder="${THIDUA_DATA:-var}/sao-luu"
find "$folder" -maxdepth 1 -mtime "+${GIU_NGAY:-60}" \( -name '*.db' -o -name '*.dump' \) -print |
  while IFS= read -r old; do
    rm -rf -- "$old" "$old.minh-chung" "$old.luat"
    echo "Đã bỏ bản quá ${GIU_NGAY:-60} ngày: $old"
  done

code=0
"$python" -m thidua doctor || code=$?
[ "$code" -eq 0 ] || [ "$code" -eq 3 ]
