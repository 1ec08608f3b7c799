# The cmdlets of Windows Task Scheduler, as far as the sample uses them: parameters are bound as there, what is made is given back.
# https://learn.microsoft.com/powershell/module/scheduledtasks
Set-StrictMode -Version Latest

function Get-Action([string] $Execute, [string] $Argument) { @{ Execute = $Execute; Argument = $Argument } }

function Get-Trigger([switch] $Weekly, [DayOfWeek] $DaysOfWeek, [datetime] $At) { @{ Weekly = $Weekly; Day = $DaysOfWeek; At = $At } }

function Get-Principal([string] $UserId, [ValidateSet('ServiceAccount', 'S4U', 'Password', 'Interactive')][string] $LogonType) { @{ UserId = $UserId; LogonType = $LogonType } }

function Get-Setting(
    [ValidateSet('IgnoreNew', 'Queue', 'Parallel')][string] $MultipleInstances, [switch] $StartWhenAvailable, [timespan] $ExecutionTimeLimit,
    [int] $RestartCount, [timespan] $RestartInterval) {
    @{ MultipleInstances = $MultipleInstances; StartWhenAvailable = $StartWhenAvailable; Limit = $ExecutionTimeLimit; RestartCount = $RestartCount; RestartInterval = $RestartInterval }
}

function Get-Task([string] $TaskName, [string] $Description, $Action, $Trigger, $Principal, $Settings, [switch] $Force) {
    @{ Name = $TaskName; Description = $Description; Action = $Action; Trigger = $Trigger; Principal = $Principal; Settings = $Settings; Force = $Force }
}

Set-Alias New-ScheduledTaskAction Get-Action
Set-Alias New-ScheduledTaskTrigger Get-Trigger
Set-Alias New-ScheduledTaskPrincipal Get-Principal
Set-Alias New-ScheduledTaskSettingsSet Get-Setting
Set-Alias Register-ScheduledTask Get-Task
Export-ModuleMember -Function * -Alias *
