#!/usr/bin/env sh
# Thay bản mới cùng dữ liệu: cài bên cạnh, tắt, sao lưu và nâng cấp, mở, khám; hỏng thì trở lại bản trước.
#   sudo sh deploy/linux/nang-cap.sh     (chạy từ thư mục của bản MỚI đã giải nén)
set -eu
here=$(cd "$(dirname "$(readlink -f "$0")")/../.." && pwd)
root="${GOC:-}"   # chỉ để thử
now="$root/opt/thidua/hien-tai"
[ -e "$now" ] || { echo "Chưa có bản nào ở $now; hãy chạy deploy/linux/cai-dat.sh." >&2; exit 1; }
old=$(readlink -f "$now")
new=$(mktemp -d "$root/opt/thidua/ban/$(date +%Y%m%d)-XXXXXX")

as() { # chạy bằng tài khoản của phần mềm, với cài đặt của nó: as THƯ-MỤC LỆNH…
  folder=$1; shift
  ( set -a; . "$root/etc/thidua/thidua.env"; set +a; cd "$folder"
    if [ -n "$root" ]; then "$@"; else exec setpriv --reuid=thidua --regid=thidua --init-groups "$@"; fi )
}

is_well() { # 0: tốt, 3: cần xem
  [ "$1" -eq 0 ] || [ "$1" -eq 3 ]
}

before=0 # chỗ hỏng đã có từ trước không phải là lỗi của bản mới
as "$old" .venv/bin/python -m thidua doctor --quick >/dev/null 2>&1 || before=$?

echo "1. Cài bản mới vào $new"
cp -R "$here/." "$new"
rm -rf "$new/.venv" "$new/var"
sh "$new/khoi-dong.sh" --install
chmod -R a+rX "$new"

echo "2. Tắt phần mềm"
ports=$(systemctl list-units --plain --no-legend 'thidua@*.service' | sed -n 's/^thidua@\([0-9]*\)\.service .*/\1/p')
systemctl stop thidua.target
back() {
  echo "$1 Đang trở lại bản trước." >&2
  systemctl stop thidua.target || true
  ln -sfn "$old" "$now"
  case "${2:-}" in
    "") ;;
    *.dump)
      echo "Tạo một cơ sở dữ liệu PostgreSQL trống, đặt THIDUA_DATABASE_URL là nó, khôi phục «$2»" >&2
      echo "bằng «python -m thidua restore» của $old, rồi systemctl start thidua.target." >&2
      exit 1 ;;
    *) as "$old" .venv/bin/python -m thidua restore "$2" ;;
  esac
  start
  exit 1
}
start() {
  systemctl start thidua.target
  for port in ${ports:-8501}; do systemctl start "thidua@$port.service"; done
}

echo "3. Sao lưu, nâng cấp dữ liệu, kiểm tra"
told=$(as "$new" .venv/bin/python -m thidua upgrade) || back "Chưa nâng cấp được; dữ liệu còn như trước."
echo "$told"
copy=$(echo "$told" | sed -n 's/^Bản sao trước khi nâng cấp: //p')

echo "4. Mở bản mới"
ln -sfn "$new" "$now"
start
tries=0
for port in ${ports:-8501}; do
  until curl -fsS --max-time 5 "http://127.0.0.1:$port/suc-khoe" >/dev/null 2>&1; do
    tries=$((tries + 1))
    [ "$tries" -lt "${SO_LAN_CHO:-60}" ] || back "Bản mới không trả lời ở cổng $port." "$copy"
    sleep 2
  done
done

echo "5. Khám máy"
code=0
as "$new" .venv/bin/python -m thidua doctor --quick || code=$?
if ! is_well "$code"; then
  if is_well "$before"; then back "Bản mới không khỏe (mã $code)." "$copy"; fi
  echo "Bản trước cũng đã không khỏe (mã $before); hãy chữa các phần nêu trên."
fi
echo "Xong. Bản trước còn ở $old."
