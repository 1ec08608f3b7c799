<#
.SYNOPSIS
Runs the Pester tests over the staged module, each file in a PowerShell of its own, and prints the totals.
.DESCRIPTION
A PowerShell process can hold one copy of the module only, and some files need the shipped engine, others a recording one.
With CI=true a skipped test is a failure: there the lab must be up.
.EXAMPLE
tests/pester/run.ps1 Errors Spine
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0, ValueFromRemainingArguments)][string[]] $Name = '*',
    [ValidateSet('Normal', 'Detailed', 'None')][string] $Output = 'Normal',
    # Runs one file in this very process and writes its counts here.
    [string] $Report
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

if ($Report) {
    $settings = New-PesterConfiguration
    $settings.Run.Path = $Name
    $settings.Run.PassThru = $true
    $settings.Output.Verbosity = $Output
    $run = Invoke-Pester -Configuration $settings
    @{
        Passed  = $run.PassedCount
        Skipped = $run.SkippedCount + $run.NotRunCount
        Failed  = $run.FailedCount + $run.FailedBlocksCount + $run.FailedContainersCount
        Names   = @(@($run.Failed) + @($run.FailedBlocks) | ForEach-Object { $_.ExpandedPath })
    } | ConvertTo-Json > $Report
    return
}

& dotnet build (Join-Path $PSScriptRoot 'doubles') -v:q -nologo -clp:NoSummary
if ($LASTEXITCODE) { throw 'The recording engine does not build.' }

# What waits for a clock or a terminal has the machine to itself.
$alone = 'Completion', 'Hosts', 'Networks', 'Stopping', 'Streams', 'Terminal'
$files = Get-ChildItem $PSScriptRoot -Filter *.Tests.ps1 | Where-Object { $file = $_; $Name.Where{ $file.Name -like "$_.Tests.ps1" } } | Sort-Object Name
$quiet, $busy = $files.Where({ $_.Name.Replace('.Tests.ps1', '') -in $alone }, 'Split')
# Long ones first, so that none is left for the end alone.
$busy = @($busy | Sort-Object Length -Descending)

$total = @{ Passed = 0; Failed = 0; Skipped = 0 }
$names = @()
foreach ($batch in @{ Files = $busy; Jobs = [Environment]::ProcessorCount }, @{ Files = $quiet; Jobs = 1 }) {
    $batch.Files | ForEach-Object -ThrottleLimit $batch.Jobs -Parallel {
        $counts = New-TemporaryFile
        $text = & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -File $using:PSCommandPath $_.FullName -Output $using:Output -Report $counts.FullName 2>&1
        # A file that died without a report has failed as a whole.
        $result = (Get-Content -Raw $counts | ConvertFrom-Json -AsHashtable) ?? @{ Passed = 0; Failed = 1; Skipped = 0; Names = @('(ended without a report)') }
        Remove-Item $counts
        @{ File = $_; Text = $text; Result = $result }
    } | ForEach-Object {
        $run = $_
        $run.Text | Out-String | Write-Output
        foreach ($kind in 'Passed', 'Failed', 'Skipped') { $total[$kind] += $run.Result[$kind] }
        $names += $run.Result.Names | ForEach-Object { "FAILED: $($run.File.BaseName): $_" }
    }
}

$names
"$($total.Passed) passed, $($total.Failed) failed, $($total.Skipped) skipped"
$skipsFail = $env:CI -eq 'true' -and $total.Skipped -gt 0
if ($skipsFail) { 'Skipped tests count as failures where CI is true: start the lab (tests/lab/lab up).' }
exit [int]($total.Failed -gt 0 -or $skipsFail -or $total.Passed -eq 0)
