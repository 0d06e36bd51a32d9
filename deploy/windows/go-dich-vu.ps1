# Thoi chay Thi dua cung may; du lieu va ban sao luu con nguyen. CHUA CHAY THU tren Windows.
foreach ($Name in @("Thi dua", "Thi dua - sao luu")) {
    Stop-ScheduledTask -TaskName $Name -ErrorAction SilentlyContinue
    Unregister-ScheduledTask -TaskName $Name -Confirm:$false -ErrorAction SilentlyContinue
}
Remove-NetFirewallRule -DisplayName "Thi dua" -ErrorAction SilentlyContinue
Write-Host "Da go hai tac vu. Du lieu con nguyen trong thu muc du lieu."
