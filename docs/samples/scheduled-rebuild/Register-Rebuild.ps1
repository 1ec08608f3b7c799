#requires -Version 7.4
<#
.SYNOPSIS
Makes Windows Task Scheduler run rebuild.ps1 every Monday at 04:15.
.DESCRIPTION
Run it once, as an administrator. The task runs whether or not somebody is logged in, once at a time, and again after ten minutes
when it failed. AWS credentials are those of the account it runs as: a profile, or the role of the machine.
.EXAMPLE
./Register-Rebuild.ps1 -Path D:\shop -FunctionName shop -LogPath D:\logs\shop.log
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)][string] $Path,
    [Parameter(Mandatory)][string] $FunctionName,
    [Parameter(Mandatory)][string] $LogPath,
    # Account that the task runs as.
    [string] $UserId = 'NT AUTHORITY\NETWORK SERVICE'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$script = Join-Path $PSScriptRoot rebuild.ps1
$task = @{
    TaskName    = "Rebuild $FunctionName"
    Description = "Builds $Path on the newest base image and updates $FunctionName when that changed anything."
    Action      = New-ScheduledTaskAction -Execute (Get-Process -Id $PID).Path -Argument (
        '-NoProfile -NonInteractive -File "{0}" -Path "{1}" -FunctionName "{2}" -LogPath "{3}"' -f $script, $Path, $FunctionName, $LogPath)
    Trigger     = New-ScheduledTaskTrigger -Weekly -DaysOfWeek Monday -At 04:15
    Principal   = New-ScheduledTaskPrincipal -UserId $UserId -LogonType ServiceAccount
    Settings    = New-ScheduledTaskSettingsSet -MultipleInstances IgnoreNew -StartWhenAvailable -ExecutionTimeLimit 01:00 -RestartCount 2 -RestartInterval 00:10
}
Register-ScheduledTask @task -Force
