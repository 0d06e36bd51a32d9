# Cho Thi dua chay cung may va sao luu hang dem. CHUA CHAY THU tren Windows trong bo kiem tra cua du an.
# Bam chuot phai vao Windows PowerShell, chon "Run as administrator", roi go:
#   cd C:\thi-dua
#   powershell -ExecutionPolicy Bypass -File deploy\windows\cai-dich-vu.ps1
param(
    [int]$Port = 8501,
    [string]$Data = "C:\ProgramData\thidua",
    [string]$BackupAt = "12:00"
)
$ErrorActionPreference = "Stop"
$Here = (Resolve-Path (Join-Path $PSScriptRoot "..\..")).Path
$Python = Join-Path $Here ".venv\Scripts\python.exe"

if (-not (Test-Path $Python)) {
    & (Join-Path $Here "khoi-dong.cmd") --install
    if (-not (Test-Path $Python)) { throw "Chua cai xong; hay mo khoi-dong.cmd mot lan truoc." }
}

# Thu muc du lieu: chi SYSTEM va nhom quan tri vao duoc.
New-Item -ItemType Directory -Force -Path $Data | Out-Null
icacls $Data /inheritance:r /grant:r "*S-1-5-18:(OI)(CI)F" "*S-1-5-32-544:(OI)(CI)F" | Out-Null
[Environment]::SetEnvironmentVariable("THIDUA_DATA", $Data, "Machine")

$Run = Join-Path $PSScriptRoot "chay.ps1"
$Shell = "$env:SystemRoot\System32\WindowsPowerShell\v1.0\powershell.exe"
$Common = "-NoProfile -ExecutionPolicy Bypass -File `"$Run`""
$System = New-ScheduledTaskPrincipal -UserId "SYSTEM" -LogonType ServiceAccount -RunLevel Highest
$Settings = New-ScheduledTaskSettingsSet -RestartCount 999 -RestartInterval (New-TimeSpan -Minutes 1) `
    -ExecutionTimeLimit ([TimeSpan]::Zero) -StartWhenAvailable -AllowStartIfOnBatteries `
    -DontStopIfGoingOnBatteries -MultipleInstances IgnoreNew

$Serve = New-ScheduledTaskAction -Execute $Shell -Argument "$Common -Viec chay -Port $Port -Data `"$Data`"" -WorkingDirectory $Here
Register-ScheduledTask -TaskName "Thi dua" -Action $Serve -Trigger (New-ScheduledTaskTrigger -AtStartup) `
    -Principal $System -Settings $Settings -Force | Out-Null

$Copy = New-ScheduledTaskAction -Execute $Shell -Argument "$Common -Viec sao-luu -Data `"$Data`"" -WorkingDirectory $Here
Register-ScheduledTask -TaskName "Thi dua - sao luu" -Action $Copy -Trigger (New-ScheduledTaskTrigger -Daily -At $BackupAt) `
    -Principal $System -Settings $Settings -Force | Out-Null

if (-not (Get-NetFirewallRule -DisplayName "Thi dua" -ErrorAction SilentlyContinue)) {
    New-NetFirewallRule -DisplayName "Thi dua" -Direction Inbound -Protocol TCP -LocalPort $Port `
        -Action Allow -Profile Domain, Private | Out-Null
}
Start-ScheduledTask -TaskName "Thi dua"
Write-Host "Da cai. Mo http://localhost:$Port ; nhat ky o $Data\nhat-ky-may."
