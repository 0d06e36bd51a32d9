# Viec cua hai tac vu "Thi dua" va "Thi dua - sao luu". CHUA CHAY THU tren Windows trong bo kiem tra cua du an.
param(
    [ValidateSet("chay", "sao-luu")][string]$Viec = "chay",
    [int]$Port = 8501,
    [string]$Data = "C:\ProgramData\thidua"
)
$Here = (Resolve-Path (Join-Path $PSScriptRoot "..\..")).Path
Set-Location $Here
$env:THIDUA_DATA = $Data
$env:PYTHONUTF8 = "1"
$Python = Join-Path $Here ".venv\Scripts\python.exe"
$Logs = Join-Path $Data "nhat-ky-may"
New-Item -ItemType Directory -Force -Path $Logs | Out-Null

# Moi ngay mot tep nhat ky; giu 90 ngay.
Get-ChildItem $Logs -Filter *.log | Where-Object { $_.LastWriteTime -lt (Get-Date).AddDays(-90) } | Remove-Item
$Log = Join-Path $Logs "$Viec-$(Get-Date -Format yyyyMMdd-HHmmss).log"

if ($Viec -eq "chay") {
    cmd /c "`"$Python`" -m streamlit run app.py --server.port=$Port >> `"$Log`" 2>&1"
    exit $LASTEXITCODE
}
foreach ($Command in @("backup", "rehearse", "doctor")) {
    cmd /c "`"$Python`" -m thidua $Command >> `"$Log`" 2>&1"
    if ($LASTEXITCODE -ne 0 -and $LASTEXITCODE -ne 3) { exit $LASTEXITCODE }
}
exit 0
