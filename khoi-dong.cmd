@echo off
rem Khoi dong Thi dua: tim Python, cai mot lan, mo trinh duyet.
chcp 65001 >nul
cd /d "%~dp0"
for %%v in (3.13 3.12 3.11) do (
  py -%%v -c "" >nul 2>nul && (
    py -%%v deploy\launch.py %*
    goto :done
  )
)
python -c "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))" >nul 2>nul && (
  python deploy\launch.py %*
  goto :done
)
echo Máy chưa có Python 3.11, 3.12 hoặc 3.13.
echo Tải tại https://www.python.org/downloads/ (đánh dấu "Add python.exe to PATH"), cài xong thì mở lại tệp này.
pause
exit /b 1
:done
if errorlevel 1 pause
