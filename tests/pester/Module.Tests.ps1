Describe 'The staged module' {
    BeforeDiscovery {
        Import-Module $PSScriptRoot/doubles/Doubles.psm1
        Import-Module (Get-StagedModule) -Force
        $cmdlets = Get-Command -Module LambdaImage -CommandType Cmdlet
        $files = git -C "$PSScriptRoot/../.." ls-files
        $scripts = $files -match '\.ps(1|m1|d1)$'
        $pipelines = $files -match '^docs/samples/.*\.ya?ml$' | Where-Object { Select-String -Quiet '\bpwsh\b' "$PSScriptRoot/../../$_" }
    }

    BeforeAll {
        Import-Module $PSScriptRoot/doubles/Doubles.psm1
        Import-Module $PSScriptRoot/doubles/Pipeline.psm1
        $folder = Get-StagedModule
        $root = (Resolve-Path "$PSScriptRoot/../..").ProviderPath
    }

    It 'has a valid manifest' {
        (Test-ModuleManifest (Join-Path $folder 'LambdaImage.psd1')).Name | Should -Be LambdaImage
    }

    It 'can be imported again with -Force and still finds its engine' {
        Import-Module $folder -Force
        Import-Module $folder -Force
        { Get-LambdaProject -LiteralPath (Join-Path $TestDrive none) -ErrorAction SilentlyContinue } | Should -Not -Throw
    }

    It 'can be removed and imported again' {
        Remove-Module LambdaImage
        Get-Command Get-LambdaProject -ErrorAction Ignore | Should -BeNullOrEmpty
        Import-Module $folder
        Get-Command Get-LambdaProject | Should -Not -BeNullOrEmpty
    }

    It 'is quiet beside another copy of itself, imported <Order>, and says which version goes on' -ForEach @{ Order = 'first' }, @{ Order = 'last' } {
        $other = New-OtherRelease (Join-Path $TestDrive "other-$Order/LambdaImage")
        $first, $second = if ($Order -eq 'last') { $folder, $other } else { $other, $folder }
        $said = Invoke-PowerShell @"
            Import-Module '$first'
            `$told = Import-Module '$second' 3>&1
            (Get-LambdaProject '$PSScriptRoot/../../docs/samples/node-handler').Framework
            Remove-Module LambdaImage
            `@(Get-Command Get-LambdaProject -ErrorAction Ignore).Count
            Import-Module '$second' 3> `$null
            Get-LambdaProject '$PSScriptRoot/../../docs/samples/node-handler' | Export-Clixml '$TestDrive/project.xml'
            (Import-Clixml '$TestDrive/project.xml').GetType().FullName
            `$Error.Count
            "`$told"
"@
        $said[0..3] | Should -Be Node.js, 0, LambdaImage.LambdaProject, 0
        $said[4] | Should -BeLike "This PowerShell goes on with LambdaImage *, which it has loaded from $first*For the one in $second, start a new PowerShell."
    }

    It 'says nothing beside the same version in another place' {
        Copy-Item -Recurse $folder (Join-Path $TestDrive same/LambdaImage)
        $said = Invoke-PowerShell "Import-Module '$folder'; Import-Module '$TestDrive/same/LambdaImage' 3>&1; (Get-Module LambdaImage).Count; `$Error.Count"
        $said | Should -Be 2, 0
    }

    It 'exports only cmdlets' {
        (Get-Module LambdaImage).ExportedCommands.Values.CommandType | Sort-Object -Unique | Should -Be Cmdlet
    }

    It 'works under strict mode with ErrorActionPreference Stop' {
        $script = @"
            Set-StrictMode -Version Latest; `$ErrorActionPreference = 'Stop'; Import-Module '$folder'
            try { Get-LambdaProject '/no/such/folder' } catch { `$_.FullyQualifiedErrorId }
"@
        & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command $script | Should -BeLike '*,LambdaImage.Commands.GetLambdaProjectCommand'
    }

    It '<_> says what it gives and can be asked for -WhatIf where it writes' -ForEach $cmdlets.Name {
        $command = Get-Command $_
        $command.OutputType.Type | Should -Not -BeNullOrEmpty
        $command.Parameters.ContainsKey('WhatIf') | Should -Be ($command.Verb -notin 'Get', 'Compare', 'Measure')
    }

    It '<_> shows a mode in each of its first syntaxes' -ForEach 'Get-LambdaProject', 'New-LambdaDockerfile', 'Build-LambdaImage', 'Deploy-LambdaImage' {
        $sets = (Get-Command $_).ParameterSets
        $sets.Where{ $_.IsDefault }.Name | Should -Be Managed
        $sets.Where{ $_.Name -eq 'Custom' }.Parameters.Where{ $_.Name -eq 'Dockerfile' }.IsMandatory | Should -BeTrue
        $sets.Where{ $_.Name -eq 'Prebuilt' }.Parameters.Where{ $_.Name -eq 'Image' }.IsMandatory | Should -BeTrue
    }

    It 'is written, with all its scripts, as PSScriptAnalyzer wants it: <_>' -Skip:(-not (Get-Module -ListAvailable PSScriptAnalyzer)) -ForEach $scripts {
        # The files that the manifest names are beside it only where it is staged.
        $place = if ($_ -eq 'LambdaImage.psd1') { $folder } else { $root }
        $findings = Invoke-ScriptAnalyzer -Path "$place/$_" -Settings "$root/PSScriptAnalyzerSettings.psd1"
        $findings | ForEach-Object { "line $($_.Line): $($_.RuleName) $($_.Message)" } | Should -BeNullOrEmpty
    }

    It 'shows pipelines as PSScriptAnalyzer wants them: <_>' -Skip:(-not (Get-Module -ListAvailable PSScriptAnalyzer)) -ForEach $pipelines {
        $settings = Import-PowerShellDataFile "$root/PSScriptAnalyzerSettings.psd1"
        $steps = Get-PipelineScript (Import-Yaml "$root/$_" $folder)
        $steps | Should -Not -BeNullOrEmpty
        foreach ($step in $steps) {
            # What the CI server puts in is text of the script only when it runs.
            $script = $step.TrimEnd() -replace '\$\{\{.*?\}\}|\$\([\w.]+\)', 'given'
            $findings = Invoke-ScriptAnalyzer -ScriptDefinition $script -Settings $settings
            $findings | ForEach-Object { "$($script.Split("`n")[0]), line $($_.Line): $($_.RuleName) $($_.Message)" } | Should -BeNullOrEmpty
        }
    }
}
