# Plays the agent of a CI server: runs steps as it does and takes its commands out of what they print. A command that the real one
# would refuse or ignore is an error here.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$azureProperties = @{
    'task.logissue'      = 'type', 'sourcepath', 'linenumber', 'columnnumber', 'code'
    'task.setprogress'   = @('value')
    'task.setvariable'   = 'variable', 'isoutput', 'issecret', 'isreadonly'
    'task.setsecret'     = @()
    'task.uploadsummary' = @()
}

function ConvertFrom-AzureText([string] $Text) {
    if ($Text -match '%(?!AZP25|0D|0A|5D|3B)') { throw "A percent sign is not escaped: $Text" }
    $Text.Replace('%0D', "`r").Replace('%0A', "`n").Replace('%5D', ']').Replace('%3B', ';').Replace('%AZP25', '%')
}

function ConvertFrom-GitHubText([string] $Text) {
    if ($Text -match '%(?!25|0D|0A|3A|2C)') { throw "A percent sign is not escaped: $Text" }
    $Text.Replace('%0D', "`r").Replace('%0A', "`n").Replace('%3A', ':').Replace('%2C', ',').Replace('%25', '%')
}

<#
.SYNOPSIS
What a server has learned of a step: nothing yet.
#>
function Get-EmptyReport {
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param()

    [pscustomobject]@{
        ExitCode = 0; Outputs = @{}; Variables = @{}; Issues = @(); Progress = @(); Summaries = @(); Groups = @(); Secrets = @(); Log = @()
    }
}

<#
.SYNOPSIS
Takes one line as the agent of Azure DevOps does.
#>
function Read-AzureLine {
    [CmdletBinding()]
    param([Parameter(Mandatory)] $Report, [AllowEmptyString()][string] $Line)

    $start = $Line.IndexOf('##vso[', [StringComparison]::OrdinalIgnoreCase)
    if ($start -lt 0) {
        if ($Line -match '^##\[group\](?<title>.+)$') { $Report.Groups += $Matches.title }
        elseif ($Line -cmatch '##\[' -and $Line -ne '##[endgroup]') { throw "No such marker: $Line" }
        $Report.Log += $Line
        return
    }

    if ($start -ne 0 -or $Line -notmatch '^##vso\[(?<name>[a-z]+\.[a-z]+)(?: (?<properties>[^\]]*))?\](?<data>.*)$') { throw "Malformed: $Line" }
    $name, $data = $Matches.name, (ConvertFrom-AzureText $Matches.data)
    if (-not $azureProperties.ContainsKey($name)) { throw "No such command: $Line" }
    $properties = @{}
    foreach ($pair in ($Matches['properties'] ?? '').Split(';', [StringSplitOptions]::RemoveEmptyEntries)) {
        $key, $value = $pair.Split('=', 2)
        if ($key.ToLowerInvariant() -notin $azureProperties[$name]) { throw "$name has no property '$key': $Line" }
        $properties[$key] = ConvertFrom-AzureText $value
    }

    switch ($name) {
        'task.logissue' {
            if ($properties.type -notin 'error', 'warning') { throw "No such issue: $Line" }
            $Report.Issues += [pscustomobject]($properties + @{ message = $data })
        }
        'task.setprogress' { $Report.Progress += [int]$properties.value }
        'task.setvariable' {
            if ($properties['issecret'] -eq 'true') { $Report.Secrets += $data }
            if ($properties['isOutput'] -eq 'true') { $Report.Outputs[$properties.variable] = $data } else { $Report.Variables[$properties.variable] = $data }
        }
        'task.setsecret' { $Report.Secrets += $data }
        'task.uploadsummary' { $Report.Summaries += Get-Content -Raw -LiteralPath $data }
    }
}

<#
.SYNOPSIS
Takes one line as the runner of GitHub Actions does.
#>
function Read-GitHubLine {
    [CmdletBinding()]
    param([Parameter(Mandatory)] $Report, [AllowEmptyString()][string] $Line)

    if (-not $Line.TrimStart().StartsWith('::')) { $Report.Log += $Line; return }
    if ($Line -notmatch '^::(?<name>[a-z-]+)(?: (?<properties>.*?))?::(?<data>.*)$') { throw "Malformed: $Line" }
    $name, $data = $Matches.name, (ConvertFrom-GitHubText $Matches.data)
    $properties = @{}
    foreach ($pair in ($Matches['properties'] ?? '').Split(',', [StringSplitOptions]::RemoveEmptyEntries)) {
        $key, $value = $pair.Split('=', 2)
        if ($key -notin 'file', 'line', 'col', 'title') { throw "$name has no property '$key': $Line" }
        $properties[$key] = ConvertFrom-GitHubText $value
    }

    switch ($name) {
        'group' { $Report.Groups += $data }
        'endgroup' { }
        'add-mask' { $Report.Secrets += $data }
        { $_ -in 'error', 'warning', 'notice' } { $Report.Issues += [pscustomobject]($properties + @{ type = $name; message = $data }) }
        default { throw "No such command: $Line" }
    }
}

<#
.SYNOPSIS
Runs one step in a process of its own and gives what the server learned of it.
.DESCRIPTION
A script runs as the tasks PowerShell@2 and 'shell: pwsh' run it: in a file, with ErrorActionPreference Stop, without a console. Both
streams are read, in the order they came.
#>
function Invoke-AgentStep {
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        [Parameter(Mandatory)][ValidateSet('Azure', 'GitHub')][string] $Server,
        [Parameter(Mandatory)][string] $Script,
        [ValidateSet('pwsh', 'bash')][string] $Shell = 'pwsh',
        [hashtable] $Environment = @{},
        [Parameter(Mandatory)][string] $Folder
    )

    $work = (New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) "agent-$(New-Guid)")).FullName
    $file = Join-Path $work ('step' + ($Shell -eq 'pwsh' ? '.ps1' : '.sh'))
    Set-Content -LiteralPath $file ($Shell -eq 'pwsh' ? "`$ErrorActionPreference = 'stop'`n$Script" : "set -e`n$Script")
    $own = @{
        Azure  = @{ TF_BUILD = 'True'; AGENT_TEMPDIRECTORY = $work; BUILD_SOURCESDIRECTORY = $Folder }
        GitHub = @{ GITHUB_ACTIONS = 'true'; GITHUB_WORKSPACE = $Folder; GITHUB_OUTPUT = "$work/output"; GITHUB_STEP_SUMMARY = "$work/summary" }
    }[$Server]

    $start = [Diagnostics.ProcessStartInfo]::new('/bin/sh')
    $command = $Shell -eq 'pwsh' ? "exec '$((Get-Process -Id $PID).Path)' -NoLogo -NoProfile -NonInteractive -Command `". '$file'`" 2>&1" : "exec bash '$file' 2>&1"
    foreach ($word in '-c', $command) { $start.ArgumentList.Add($word) }
    $start.WorkingDirectory = $Folder
    $start.RedirectStandardOutput = $true
    # Whoever runs the tests on a CI server may have told the module to be silent there.
    $null = $start.Environment.Remove('LAMBDAIMAGE_CI')
    foreach ($each in ($own + $Environment).GetEnumerator()) { $start.Environment[$each.Key] = $each.Value }
    $process = [Diagnostics.Process]::Start($start)
    $lines = $process.StandardOutput.ReadToEnd() -split '\r?\n'
    $process.WaitForExit()

    $report = Get-EmptyReport
    $report.ExitCode = $process.ExitCode
    foreach ($line in $lines) { if ($Server -eq 'Azure') { Read-AzureLine $report $line } else { Read-GitHubLine $report $line } }
    if ($Server -eq 'GitHub') { Read-GitHubFile $report $work }
    Remove-Item -Recurse -Force $work
    $report
}

function Read-GitHubFile($Report, [string] $Folder) {
    if (Test-Path "$Folder/summary") { $Report.Summaries += Get-Content -Raw "$Folder/summary" }
    if (-not (Test-Path "$Folder/output")) { return }
    $text = Get-Content -Raw "$Folder/output"
    while ($text) {
        if ($text -cnotmatch '(?s)\A(?<name>\w+)<<(?<end>[^\n]+)\n(?<value>.*?)\n\k<end>\n') { throw "Malformed outputs: $text" }
        $Report.Outputs[$Matches.name] = $Matches.value
        $text = $text.Substring($Matches[0].Length)
    }
}

Export-ModuleMember -Function Invoke-AgentStep, Read-AzureLine, Read-GitHubLine, Get-EmptyReport
