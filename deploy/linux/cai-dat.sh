#!/usr/bin/env sh
# Cài Thi đua làm dịch vụ, chạy bằng root từ thư mục đã giải nén: sudo sh deploy/linux/cai-dat.sh [SỐ-TIẾN-TRÌNH]
# Chạy lại được: thứ đã có thì giữ nguyên.
set -eu
here=$(cd "$(dirname "$(readlink -f "$0")")/../.." && pwd)
count="${1:-2}"
case "$count" in [1-9]) ;; *) echo "Số tiến trình từ 1 đến 9: sudo sh deploy/linux/cai-dat.sh 2" >&2; exit 2 ;; esac
root="${GOC:-}"   # chỉ để thử: cài vào một thư mục khác thay cho /

if [ -z "$root" ]; then
  [ "$(id -u)" = 0 ] || { echo "Hãy chạy bằng root: sudo sh deploy/linux/cai-dat.sh" >&2; exit 1; }
  id thidua >/dev/null 2>&1 || useradd --system --home-dir /var/lib/thidua --shell /usr/sbin/nologin thidua
fi

mkdir -p "$root/opt/thidua/ban" "$root/etc/thidua" "$root/etc/systemd/system" \
  "$root/etc/systemd/journald.conf.d" "$root/var/lib/thidua"
chmod 700 "$root/var/lib/thidua"

if [ ! -e "$root/opt/thidua/hien-tai" ]; then
  target=$(mktemp -d "$root/opt/thidua/ban/$(date +%Y%m%d)-XXXXXX")
  cp -R "$here/." "$target"
  rm -rf "$target/.venv" "$target/var"
  sh "$target/khoi-dong.sh" --install
  chmod -R a+rX "$target"
  ln -sfn "$target" "$root/opt/thidua/hien-tai"
else
  echo "Đã có bản đang dùng; thay bản mới thì chạy deploy/linux/nang-cap.sh."
fi

[ -e "$root/etc/thidua/thidua.env" ] || cp "$here/deploy/linux/thidua.env" "$root/etc/thidua/thidua.env"
chmod 600 "$root/etc/thidua/thidua.env"
for unit in thidua@.service thidua.target thidua-sao-luu.service thidua-sao-luu.timer; do
  cp "$here/deploy/linux/$unit" "$root/etc/systemd/system/$unit"
done
cp "$here/deploy/linux/journald.conf" "$root/etc/systemd/journald.conf.d/thidua.conf"
[ -n "$root" ] || chown -R thidua:thidua /var/lib/thidua

systemctl daemon-reload
systemctl enable --now thidua.target thidua-sao-luu.timer
port=8501
while [ "$port" -lt $((8501 + count)) ]; do
  systemctl enable --now "thidua@$port.service"
  port=$((port + 1))
done
echo "Đã cài $count tiến trình, từ cổng 8501. Việc còn lại: proxy (docs/van-hanh/https.md)."
echo "Mã thiết lập lần đầu nằm trong: journalctl -u thidua@8501"
