# Every cmdlet with every parameter set: typed, piped by value and by property name, rehearsed, asked about, and failing. One line of the
# matrix for each; the last test finds one that is missing.
BeforeDiscovery {
    $matrix = @(
        @{ Cmdlet = 'Get-LambdaProject'; Set = 'Managed'; Given = { @{ Path = $app } } }
        @{ Cmdlet = 'Get-LambdaProject'; Set = 'Custom'; Given = { @{ Path = $app; Dockerfile = 'Dockerfile' } } }
        @{ Cmdlet = 'Get-LambdaProject'; Set = 'Prebuilt'; Given = { @{ Path = $app; Image = 'repo:1' } } }
        @{ Cmdlet = 'New-LambdaDockerfile'; Set = 'Managed'; Given = { @{ Path = $app } }; Writes = 1 }
        @{ Cmdlet = 'New-LambdaDockerfile'; Set = 'Custom'; Given = { @{ Path = $app; Dockerfile = 'Dockerfile' } } }
        @{ Cmdlet = 'New-LambdaDockerfile'; Set = 'Prebuilt'; Given = { @{ Path = $app; Image = 'repo:1' } } }
        @{ Cmdlet = 'New-LambdaDockerfile'; Set = 'Project'; Given = { @{ Project = $project } }; Writes = 1 }
        @{ Cmdlet = 'Test-LambdaDockerfile'; Set = 'Managed'; Given = { @{ Path = $app; ReportPath = 'findings.sarif' } }; Writes = 1 }
        @{ Cmdlet = 'Test-LambdaDockerfile'; Set = 'Project'; Given = { @{ Project = $project; ReportPath = 'findings.sarif' } }; Writes = 1 }
        @{ Cmdlet = 'Test-LambdaDockerfile'; Set = 'LambdaDockerfile'; Given = { @{ LambdaDockerfile = $file; ReportPath = 'findings.sarif' } }; Writes = 1 }
        @{ Cmdlet = 'New-LambdaImageSbom'; Set = 'Managed'; Given = { @{ Path = $app; Output = 'sbom.cdx.json' } }; Writes = 1 }
        @{ Cmdlet = 'New-LambdaImageSbom'; Set = 'Project'; Given = { @{ Project = $project; Output = 'sbom.cdx.json' } }; Writes = 1 }
        @{ Cmdlet = 'New-LambdaImageSbom'; Set = 'LambdaDockerfile'; Given = { @{ LambdaDockerfile = $file; Output = 'sbom.cdx.json' } }; Writes = 1 }
        @{ Cmdlet = 'New-LambdaImageSbom'; Set = 'Image'; Given = { @{ Image = $built; Output = 'sbom.cdx.json' } }; Writes = 1 }
        @{ Cmdlet = 'Import-LambdaImageConfiguration'; Set = '__AllParameterSets'; Given = { @{ Path = $app } }; Writes = 1 }
        @{ Cmdlet = 'Build-LambdaImage'; Set = 'Managed'; Given = { @{ Path = $app } }; Writes = 2 }
        @{ Cmdlet = 'Build-LambdaImage'; Set = 'Custom'; Given = { @{ Path = $app; Dockerfile = 'Dockerfile' } }; Writes = 1 }
        @{ Cmdlet = 'Build-LambdaImage'; Set = 'Prebuilt'; Given = { @{ Path = $app; Image = 'repo:1' } }; Writes = 1 }
        @{ Cmdlet = 'Build-LambdaImage'; Set = 'Project'; Given = { @{ Project = $project } }; Writes = 2 }
        @{ Cmdlet = 'Build-LambdaImage'; Set = 'LambdaDockerfile'; Given = { @{ LambdaDockerfile = $file } }; Writes = 1 }
        @{ Cmdlet = 'Publish-LambdaImage'; Set = '__AllParameterSets'; Given = { @{ Image = $built } }; Writes = 1 }
        @{ Cmdlet = 'Copy-LambdaImage'; Set = '__AllParameterSets'; Given = { @{ ImageUri = $published.ImageUri; ToRegion = 'us-east-1' } }; Writes = 1 }
        @{ Cmdlet = 'Export-LambdaImage'; Set = '__AllParameterSets'; Given = { @{ Image = $built; Path = 'shop.tar' } }; Writes = 1 }
        @{ Cmdlet = 'Invoke-LambdaImage'; Set = 'Image'; Given = { @{ Image = $built } }; Writes = 1 }
        @{ Cmdlet = 'Invoke-LambdaImage'; Set = 'Event'; Given = { @{ Image = $built; Payload = '{}' } }; Writes = 1 }
        @{ Cmdlet = 'Measure-LambdaImage'; Set = '__AllParameterSets'; Given = { @{ Image = $built } } }
        @{ Cmdlet = 'Compare-LambdaImage'; Set = '__AllParameterSets'; Given = { @{ Reference = 'repo:1'; Difference = $built } } }
        @{ Cmdlet = 'Import-LambdaImage'; Set = 'Path'; Given = { @{ Path = 'shop.tar' } }; Writes = 1 }
        @{ Cmdlet = 'Import-LambdaImage'; Set = 'LiteralPath'; Given = { @{ LiteralPath = 'shop.tar' } }; Writes = 1 }
        @{ Cmdlet = 'Update-LambdaImageBase'; Set = '__AllParameterSets'; Given = { @{ ImageUri = $published.ImageUri } }; Writes = 1 }
        @{ Cmdlet = 'Test-LambdaImageScan'; Set = '__AllParameterSets'; Given = { @{ ImageUri = $published.ImageUri } }; Writes = 1 }
        @{ Cmdlet = 'Update-LambdaFunctionImage'; Set = 'Image'; Given = { @{ FunctionName = 'shop'; Image = $published } }; Writes = 1 }
        @{ Cmdlet = 'Update-LambdaFunctionImage'; Set = 'ImageUri'; Given = { @{ FunctionName = 'shop'; ImageUri = $published.ImageUri } }; Writes = 1 }
        @{ Cmdlet = 'Compare-LambdaFunctionImage'; Set = 'Image'; Given = { @{ FunctionName = 'shop'; Image = $published } } }
        @{ Cmdlet = 'Compare-LambdaFunctionImage'; Set = 'ImageUri'; Given = { @{ FunctionName = 'shop'; ImageUri = $published.ImageUri } } }
        @{ Cmdlet = 'Deploy-LambdaImage'; Set = 'Managed'; Given = { @{ Path = $app; FunctionName = 'shop' } }; Writes = 1 }
        @{ Cmdlet = 'Deploy-LambdaImage'; Set = 'Custom'; Given = { @{ Path = $app; Dockerfile = 'Dockerfile'; FunctionName = 'shop' } }; Writes = 1 }
        @{ Cmdlet = 'Deploy-LambdaImage'; Set = 'Prebuilt'; Given = { @{ Path = $app; Image = 'repo:1'; FunctionName = 'shop' } }; Writes = 1 }
        @{ Cmdlet = 'Deploy-LambdaImage'; Set = 'Project'; Given = { @{ Project = $project; FunctionName = 'shop' } }; Writes = 1 }
        @{ Cmdlet = 'Get-LambdaFunctionImage'; Set = 'Name'; Given = { @{ FunctionName = 'shop' } } }
        @{ Cmdlet = 'Get-LambdaFunctionImage'; Set = 'All'; Given = { @{ All = $true } } }
        @{ Cmdlet = 'Get-LambdaFunctionRelease'; Set = '__AllParameterSets'; Given = { @{ FunctionName = 'shop' } } }
        @{ Cmdlet = 'Restore-LambdaFunctionImage'; Set = 'Version'; Given = { @{ FunctionName = 'shop'; Version = '12' } }; Writes = 1 }
        @{ Cmdlet = 'Restore-LambdaFunctionImage'; Set = 'ImageUri'; Given = { @{ FunctionName = 'shop'; ImageUri = $published.ImageUri } }; Writes = 1 }
        @{ Cmdlet = 'Restore-LambdaFunctionImage'; Set = 'Deployment'; Given = { @{ Deployment = $deployment } }; Writes = 1 }
        @{ Cmdlet = 'Restore-LambdaFunctionImage'; Set = 'Release'; Given = { @{ Release = $release } }; Writes = 1 }
        @{ Cmdlet = 'Clear-LambdaImageRepository'; Set = '__AllParameterSets'; Given = { @{ Repository = 'shop' } }; Writes = 1; Destroys = $true }
        @{ Cmdlet = 'Clear-LambdaImageCache'; Set = '__AllParameterSets'; Given = { @{ OlderThan = '30d' } }; Writes = 1 }
        @{ Cmdlet = 'Remove-LambdaFunctionImage'; Set = '__AllParameterSets'; Given = { @{ FunctionName = 'shop' } }; Writes = 1; Destroys = $true }
    )
}

BeforeAll {
    Set-StrictMode -Version Latest
    $ErrorActionPreference = 'Stop'
    Import-Module $PSScriptRoot/doubles/Doubles.psm1
    $engine = Import-RecordedLambdaImage $TestDrive
    $module = (Get-Module LambdaImage).ModuleBase
    $app = (New-Item -ItemType Directory (Join-Path $TestDrive app)).FullName
    $project = Get-LambdaProject $app
    $file = $project | New-LambdaDockerfile
    $built = $file | Build-LambdaImage
    $published = $built | Publish-LambdaImage
    $deployment = $published | Update-LambdaFunctionImage shop
    $release = Get-LambdaFunctionRelease shop | Select-Object -Last 1
    Push-Location $TestDrive

    # The parameters whose values come by the pipe, and all others.
    function Split([hashtable] $given, [string[]] $piped) {
        $rest = @{}
        $given.GetEnumerator().Where{ $_.Key -notin $piped }.ForEach{ $rest[$_.Key] = $_.Value }
        $rest
    }

    # Runs a cmdlet in a runspace whose host answers every question.
    function Answer([string] $answer, [string] $cmdlet, [hashtable] $parameters) {
        $told = [AskedHost]@{ Answer = $answer }
        $runspace = [runspacefactory]::CreateRunspace($told)
        $runspace.Open()
        $shell = [powershell]::Create($runspace)
        try {
            $null = $shell.AddScript("Import-Module '$module'; Set-Location '$TestDrive'").Invoke()
            $shell.Commands.Clear()
            $null = $shell.AddCommand($cmdlet).AddParameters($parameters).Invoke()
            $shell.Streams.Error | Should -BeNullOrEmpty
            , $told.Questions
        }
        finally {
            $shell.Dispose()
            $runspace.Dispose()
        }
    }
}

AfterAll { Pop-Location }

Describe '<Cmdlet> with the parameters of <Set>' -ForEach $matrix {
    BeforeAll {
        $writes = if ($_.ContainsKey('Writes')) { $Writes } else { 0 }
        $parameters = (Get-Command $Cmdlet).ParameterSets.Where{ $_.Name -eq $Set }.Parameters
        $typed = & $Given
        $silent = if ($parameters.Where{ $_.Name -eq 'Confirm' }) { @{ Confirm = $false } } else { @{} }
    }

    BeforeEach { $engine::Reset() }

    It 'is given what the set wants, and nothing else' {
        $parameters.Where{ $_.IsMandatory -and $_.Name -notin $typed.Keys } | Should -BeNullOrEmpty
        $typed.Keys | Where-Object { $_ -notin $parameters.Name } | Should -BeNullOrEmpty
    }

    It 'does what it is for' {
        $null = & $Cmdlet @typed @silent
        $engine::Changes.Count | Should -Be $writes
    }

    It 'takes by value what it takes from the pipe' {
        foreach ($parameter in $parameters.Where{ $_.ValueFromPipeline -and $typed.ContainsKey($_.Name) }.ForEach{ $_.Name }) {
            $engine::Reset()
            $rest = Split $typed $parameter
            $null = $typed[$parameter] | & $Cmdlet @rest @silent
            $engine::Changes.Count | Should -Be $writes -Because "$parameter was piped"
            $engine::Requests.Count | Should -BeGreaterThan 0
        }
    }

    It 'takes by property name what it takes so, and the account with it' {
        $piped = $parameters.Where{ $_.ValueFromPipelineByPropertyName -and $typed.ContainsKey($_.Name) }.ForEach{ $_.Name }
        if (-not $piped) { return }
        $rest = Split $typed $piped
        $record = Split $typed @($typed.Keys).Where{ $_ -notin $piped }
        if ('Region' -in $parameters.Name) { $record.Region = 'eu-west-3' }
        $null = [pscustomobject]$record | & $Cmdlet @rest @silent
        $engine::Changes.Count | Should -Be $writes
        $sessions = $engine::Requests.ToArray().Where{ $_.PSObject.Properties['Session'] }.ForEach{ $_.Session }
        $sessions.ForEach{ $_.Region } | Where-Object { $_ -ne 'eu-west-3' } | Should -BeNullOrEmpty
    }

    It 'asks by itself only where something is destroyed' {
        (Answer -Answer No -Cmdlet $Cmdlet -Parameters $typed).Count | Should -Be ([int]$_.ContainsKey('Destroys'))
    }

    It 'gives its error a stable id, a target and a remedy' {
        $engine::FailOn('', 'AwsThrottled')
        $null = & $Cmdlet @typed -ErrorAction SilentlyContinue -ErrorVariable problems
        $problem = $problems.Where{ $_ -is [Management.Automation.ErrorRecord] }[0]
        $problem.FullyQualifiedErrorId | Should -Be "AwsThrottled,$((Get-Command $Cmdlet).ImplementingType.FullName)"
        $problem.CategoryInfo.Category | Should -Be ResourceBusy
        $problem.TargetObject | Should -Not -BeNullOrEmpty
        $problem.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        { & $Cmdlet @typed -ErrorAction Stop } | Should -Throw -ErrorId 'AwsThrottled,*'
    }
}

Describe '<Cmdlet> with the parameters of <Set>, before it changes anything,' -ForEach $matrix.Where{ $_.Cmdlet -notmatch '^(Get|Compare|Measure)-' } {
    BeforeAll {
        $writes = if ($_.ContainsKey('Writes')) { $Writes } else { 0 }
        $typed = & $Given
    }

    BeforeEach { $engine::Reset() }

    It 'does nothing under -WhatIf' {
        $null = & $Cmdlet @typed -WhatIf
        $engine::Changes.Count | Should -Be 0
        $engine::Requests.Count | Should -BeGreaterThan 0 -Because 'it has to be planned to be told'
    }

    It 'asks once for each change with -Confirm, in the words of the plan' {
        $questions = Answer -Answer Yes -Cmdlet $Cmdlet -Parameters ($typed + @{ Confirm = $true })
        $done = $engine::Changes.ToArray()
        $questions | Should -HaveCount $writes
        $done | Should -HaveCount $writes
        for ($i = 0; $i -lt $writes; $i++) { $questions[$i] | Should -BeLike "*$($done[$i])*" }
    }

    It 'does nothing when the answer is no' {
        $null = Answer -Answer No -Cmdlet $Cmdlet -Parameters ($typed + @{ Confirm = $true })
        $engine::Changes.Count | Should -Be 0
    }
}

Describe 'The matrix' {
    It 'has every parameter set of every cmdlet' -ForEach @{ listed = $matrix.ForEach{ "$($_.Cmdlet) $($_.Set)" } } {
        $there = (Get-Command -Module LambdaImage -CommandType Cmdlet).ForEach{ $cmdlet = $_; $cmdlet.ParameterSets.ForEach{ "$($cmdlet.Name) $($_.Name)" } }
        $listed | Sort-Object | Should -Be ($there | Sort-Object)
    }
}
