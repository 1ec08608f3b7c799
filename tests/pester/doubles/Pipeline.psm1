# Runs the sample pipelines of docs/samples as their servers would: YAML read by a real parser, steps in order, each in a process of its
# own, variables and outputs carried from step to step. What a hosted agent brings (checkout, cache, sign-in) is played.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

Import-Module $PSScriptRoot/Agent.psm1

<#
.SYNOPSIS
Reads a YAML file into dictionaries and lists, with the parser that the module brings along.
#>
function Import-Yaml {
    [CmdletBinding()]
    param([Parameter(Mandatory)][string] $Path, [Parameter(Mandatory)][string] $Module)

    Add-Type -Path "$Module/bin/engine/YamlDotNet.dll"
    $reader = [IO.StringReader]::new((Get-Content -Raw -LiteralPath $Path))
    $document = [YamlDotNet.Serialization.DeserializerBuilder]::new().Build().Deserialize($reader)
    [YamlDotNet.Serialization.SerializerBuilder]::new().JsonCompatible().Build().Serialize($document) | ConvertFrom-Json -AsHashtable
}

<#
.SYNOPSIS
Gives every script of a pipeline that PowerShell runs: the pwsh steps of Azure DevOps, and the run steps of GitHub Actions.
#>
function Get-PipelineScript {
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory)][AllowNull()] $Part)

    if ($Part -is [Collections.IDictionary]) {
        foreach ($key in $Part.Keys) {
            if ($key -in 'pwsh', 'run' -and $Part[$key] -is [string]) { $Part[$key] } else { Get-PipelineScript $Part[$key] }
        }
    }
    elseif ($Part -is [Collections.IList]) { foreach ($each in $Part) { Get-PipelineScript $each } }
}

<#
.SYNOPSIS
Makes a home folder whose PowerShell knows a package repository 'lab' with the module in it, and nothing else.
#>
function New-LabGallery {
    [CmdletBinding(SupportsShouldProcess)]
    [OutputType([string])]
    param([Parameter(Mandatory)][string] $Folder, [Parameter(Mandatory)][string] $Module)

    $home_ = (New-Item -ItemType Directory "$Folder/home").FullName
    # .NET takes this folder only when it exists.
    $null = New-Item -ItemType Directory "$home_/.local/share"
    $feed = (New-Item -ItemType Directory "$Folder/feed").FullName
    $setUp = "Register-PSResourceRepository lab -Uri '$feed'; Publish-PSResource -Path '$Module' -Repository lab -SkipDependenciesCheck"
    $made = Invoke-AgentStep -Server Azure -Script $setUp -Folder $Folder -Environment (Get-HomeVariable $home_)
    if ($made.ExitCode) { throw ($made.Log -join "`n") }
    $home_
}

function Get-HomeVariable([string] $Folder) {
    @{ HOME = $Folder; XDG_DATA_HOME = ''; XDG_CONFIG_HOME = ''; XDG_CACHE_HOME = ''; PSModulePath = '' }
}

# Nothing but what a step asks for may sign it in.
$signedOut = @{ AWS_ACCESS_KEY_ID = ''; AWS_SECRET_ACCESS_KEY = ''; AWS_SESSION_TOKEN = ''; AWS_REGION = ''; AWS_DEFAULT_REGION = '' }
$signedIn = @{ AWS_ACCESS_KEY_ID = 'LABKEY'; AWS_SECRET_ACCESS_KEY = 'lab-secret'; AWS_SESSION_TOKEN = 'lab-session-token' }

<#
.SYNOPSIS
Runs azure-pipelines.yml and gives the report of each script step, by 'stage/name'.
#>
function Invoke-AzurePipeline {
    [CmdletBinding()]
    [OutputType([Collections.Specialized.OrderedDictionary])]
    param(
        [Parameter(Mandatory)] $Pipeline, [Parameter(Mandatory)][string] $Folder, [Parameter(Mandatory)][string] $HomeFolder,
        [hashtable] $Variable = @{}
    )

    $reports = [ordered]@{}
    $outputs = @{}
    foreach ($name in 'workspace', 'staging') { $null = New-Item -ItemType Directory -Force "$HomeFolder/$name" }
    foreach ($stage in $Pipeline.stages) {
        foreach ($job in $stage.jobs) {
            $isDeployment = $job.ContainsKey('deployment')
            $steps = $isDeployment ? $job.strategy.runOnce.deploy.steps : $job.steps
            $known = @{}
            foreach ($source in $Pipeline.variables, $Variable) { foreach ($each in $source.GetEnumerator()) { $known[$each.Key] = "$($each.Value)" } }
            $known += @{
                'Pipeline.Workspace' = "$HomeFolder/workspace"; 'Agent.OS' = 'Linux'; 'Build.SourceVersion' = '0123456789abcdef0123456789abcdef01234567'
                'Build.SourceBranch' = 'refs/heads/main'; 'Build.ArtifactStagingDirectory' = "$HomeFolder/staging"
            }
            if ($stage.ContainsKey('variables')) {
                foreach ($each in $stage.variables.GetEnumerator()) { $known[$each.Key] = Resolve-StageOutput $each.Value -Outputs $outputs -Stage $stage }
            }

            $secret = @{}
            foreach ($step in $steps) {
                $report = Invoke-AzureTask $step -Known $known -Secret $secret -Folder $Folder -HomeFolder $HomeFolder
                if (-not $report) { continue }
                if ($report.ExitCode) { throw "$($stage.stage)/$($step.displayName) failed:`n$($report.Log -join "`n")" }
                $reports["$($stage.stage)/$($step.displayName)"] = $report
                foreach ($each in $report.Variables.GetEnumerator()) { if ($each.Value -in $report.Secrets) { $secret[$each.Key] = $each.Value } else { $known[$each.Key] = $each.Value } }
                if (-not $step.ContainsKey('name')) { continue }
                foreach ($each in $report.Outputs.GetEnumerator()) {
                    $known["$($step.name).$($each.Key)"] = $each.Value
                    $jobName = $isDeployment ? $job.deployment : $job.job
                    $outputs["$($stage.stage).$jobName.$($step.name).$($each.Key)"] = $each.Value
                }
            }
        }
    }

    $reports
}

function Resolve-StageOutput([string] $Expression, [hashtable] $Outputs, $Stage) {
    if ($Expression -notmatch "^\`$\[ stageDependencies\.(?<stage>\w+)\.(?<job>\w+)\.outputs\['(?<step>\w+)\.(?<name>\w+)'\] \]$") { throw "No such expression: $Expression" }
    if ($Matches.stage -notin @($Stage.dependsOn)) { throw "Stage $($Stage.stage) does not depend on $($Matches.stage)." }
    $key = "$($Matches.stage).$($Matches.job).$($Matches.step).$($Matches.name)"
    $Outputs[$key] ?? $(throw "Nobody gave $key.")
}

function Invoke-AzureTask($Step, [hashtable] $Known, [hashtable] $Secret, [string] $Folder, [string] $HomeFolder) {
    if ($Step.ContainsKey('checkout')) { return }
    $all = $Known + $Secret
    # Variables are environment variables of every step, secrets only where they are named.
    $environment = Get-HomeVariable $HomeFolder
    foreach ($each in $Known.GetEnumerator()) { $environment[$each.Key.Replace('.', '_').ToUpperInvariant()] = Expand-Macro $each.Value $Known }
    $environment += $signedOut
    if ($Step.ContainsKey('pwsh')) {
        if ($Step.ContainsKey('env')) { foreach ($each in $Step.env.GetEnumerator()) { $environment[$each.Key] = Expand-Macro $each.Value $all } }
        return Invoke-AgentStep -Server Azure -Script (Expand-Macro $Step.pwsh $all) -Folder $Folder -Environment $environment
    }

    switch ($Step.task) {
        'AWSShellScript@1' {
            foreach ($each in $signedIn.GetEnumerator()) { $environment[$each.Key] = $each.Value }
            return Invoke-AgentStep -Server Azure -Shell bash -Script (Expand-Macro $Step.inputs.inlineScript $all) -Folder $Folder -Environment $environment
        }
        'Cache@2' { $null = New-Item -ItemType Directory -Force (Expand-Macro $Step.inputs.path $all) }
        'PublishTestResults@2' { $null = [xml](Get-Content -Raw (Expand-Macro $Step.inputs.testResultsFiles $all)) }
        default { throw "The lab has no task $($Step.task)." }
    }
}

function Expand-Macro([string] $Text, [hashtable] $Values) {
    [regex]::Replace($Text, '\$\((?<name>[\w.]+)\)', {
            param($match)
            $name = $match.Groups['name'].Value
            if ($Values.ContainsKey($name)) { Expand-Macro $Values[$name] $Values } else { throw "Nobody set `$($name)." }
        })
}

<#
.SYNOPSIS
Runs a workflow of GitHub Actions and gives the report of each run step, by 'job/name'.
#>
function Invoke-GitHubWorkflow {
    [CmdletBinding()]
    [OutputType([Collections.Specialized.OrderedDictionary])]
    param(
        [Parameter(Mandatory)] $Workflow, [Parameter(Mandatory)][string] $Folder, [Parameter(Mandatory)][string] $HomeFolder,
        [hashtable] $Variable = @{}
    )

    $reports = [ordered]@{}
    $needs = @{}
    $values = @{ 'github.sha' = '0123456789abcdef0123456789abcdef01234567'; 'github.workspace' = $Folder; 'runner.os' = 'Linux' }
    foreach ($each in $Workflow.env.GetEnumerator()) { $values["env.$($each.Key)"] = $Variable[$each.Key] ?? (Expand-Expression $each.Value $values) }
    foreach ($job in $Workflow.jobs.GetEnumerator()) {
        $known = $values.Clone()
        if ($job.Value.ContainsKey('needs')) { foreach ($each in $needs[$job.Value.needs].GetEnumerator()) { $known["needs.$($job.Value.needs).outputs.$($each.Key)"] = $each.Value } }
        $environment = (Get-HomeVariable $HomeFolder) + @{ GITHUB_SHA = $values['github.sha']; GITHUB_REF_NAME = 'main' } + $signedOut
        foreach ($each in $Workflow.env.Keys) { $environment[$each] = $known["env.$each"] }
        foreach ($step in $job.Value.steps) {
            if ($step.ContainsKey('uses')) {
                switch -Wildcard ($step.uses) {
                    'actions/checkout@*' { }
                    'actions/cache@*' { $null = Expand-Expression $step.with.path $known }
                    'aws-actions/configure-aws-credentials@*' { foreach ($each in $signedIn.GetEnumerator()) { $environment[$each.Key] = $each.Value } }
                    default { throw "The lab has no action $($step.uses)." }
                }
                continue
            }

            $report = Invoke-AgentStep -Server GitHub -Script (Expand-Expression $step.run $known) -Folder $Folder -Environment $environment
            if ($report.ExitCode) { throw "$($job.Key)/$($step.name) failed:`n$($report.Log -join "`n")" }
            $reports["$($job.Key)/$($step.name)"] = $report
            if ($step.ContainsKey('id')) { foreach ($each in $report.Outputs.GetEnumerator()) { $known["steps.$($step.id).outputs.$($each.Key)"] = $each.Value } }
        }

        $needs[$job.Key] = @{}
        if ($job.Value.ContainsKey('outputs')) { foreach ($each in $job.Value.outputs.GetEnumerator()) { $needs[$job.Key][$each.Key] = Expand-Expression $each.Value $known } }
    }

    $reports
}

function Expand-Expression([string] $Text, [hashtable] $Values) {
    [regex]::Replace($Text, '\$\{\{ (?<name>[\w.]+) \}\}', {
            param($match)
            $name = $match.Groups['name'].Value
            if ($Values.ContainsKey($name)) { $Values[$name] } else { throw "Nobody set $name." }
        })
}

Export-ModuleMember -Function Import-Yaml, Get-PipelineScript, New-LabGallery, Invoke-AzurePipeline, Invoke-GitHubWorkflow
