# What comes out: for people in views, for programs in properties, JSON, files and jobs.
BeforeDiscovery {
    Import-Module $PSScriptRoot/doubles/Doubles.psm1
    Import-Module (Get-StagedModule) -Force
    $types = @(Get-Command -Module LambdaImage).OutputType.Name + 'LambdaImage.RepositoryImage' | Sort-Object -Unique | ForEach-Object { $_ -replace '^LambdaImage\.' }
}

BeforeAll {
    Set-StrictMode -Version Latest
    $ErrorActionPreference = 'Stop'
    Import-Module $PSScriptRoot/doubles/Doubles.psm1, $PSScriptRoot/doubles/Records.psm1
    $module = Get-StagedModule
    Import-Module $module -Force
    $samples = New-SampleRecord
    $escape = [char]27

    # Values, not references: what a program would compare.
    function Text($value) { $value | ConvertTo-Json -Depth 12 -Compress -EnumsAsStrings }
}

Describe 'A <_>' -ForEach $types {
    BeforeAll { $sample = $samples[$_] }

    It 'fits into 100 columns as a table, nothing cut off' {
        $shown = $sample | Format-Table | Out-String -Width 100
        $shown | Should -Not -BeNullOrEmpty
        $shown | Should -Not -Match '…'
        ($shown -split "`n").TrimEnd().ForEach{ $_.Length } | Sort-Object | Select-Object -Last 1 | Should -BeLessOrEqual 100
    }

    It 'fits into 100 columns as a list' {
        $shown = $sample | Format-List | Out-String -Width 100
        ($shown -split "`n").TrimEnd().ForEach{ $_.Length } | Sort-Object | Select-Object -Last 1 | Should -BeLessOrEqual 100
    }

    It 'shows in a wide view what it is called' {
        $control = (Get-FormatData $sample.GetType().FullName).FormatViewDefinition.Control.Where{ $_ -is [Management.Automation.WideControl] }
        $control | Should -HaveCount 1
        ($sample | Format-Wide -Column 1 | Out-String -Width 200).Trim() | Should -Be $sample.($control.Entries[0].DisplayEntry.Value)
    }

    It 'has the properties that properties.txt lists' {
        $listed = (Get-Content (Join-Path $PSScriptRoot properties.txt)).Where{ $_ -like "$($sample.GetType().Name).*" }
        $sample.GetType().GetProperties() | Sort-Object Name | ForEach-Object { "$($sample.GetType().Name).$($_.Name)" } | Should -Be $listed
    }

    It 'is the same after JSON' {
        $json = $sample | ConvertTo-Json -Depth 9 -EnumsAsStrings -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        $json | ConvertFrom-Json | ConvertTo-Json -Depth 9 | Should -Be $json
    }

    It 'is itself again after Import-Clixml' {
        $path = Join-Path $TestDrive sample.xml
        $sample | Export-Clixml $path
        $again = Import-Clixml $path
        $again | Should -BeOfType $sample.GetType()
        Text $again | Should -Be (Text $sample)
    }
}

Describe 'A word for each state' {
    It 'is there when functions have not drifted, and when they have' {
        foreach ($drift in [enum]::GetNames([LambdaImage.ImageDrift])) {
            [LambdaImage.LambdaFunctionImage]@{ FunctionName = 'shop'; Qualifier = '$LATEST'; Drift = $drift } | Out-String | Should -Match "\b$drift\b"
        }
    }

    It 'is there for findings of every severity' {
        foreach ($severity in [enum]::GetNames([LambdaImage.LintSeverity])) {
            [LambdaImage.DockerfileFinding]@{ RuleId = 'AptRecommends'; Severity = $severity; Message = 'A message.' } | Out-String | Should -Match "\b$severity\b"
        }
    }
}

Describe 'Records from a job' {
    It 'are records again and go on into the next cmdlet' {
        $app = New-Item -ItemType Directory (Join-Path $TestDrive jobbed)
        Set-Content (Join-Path $app package.json) '{ "type": "module", "engines": { "node": "22.x" } }'
        Set-Content (Join-Path $app index.mjs) 'export const handler = async () => 1;'
        $project = Start-Job { Import-Module $using:module; Get-LambdaProject $using:app } | Receive-Job -Wait -AutoRemoveJob
        $project | Should -BeOfType LambdaImage.LambdaProject
        ($project | New-LambdaDockerfile -TextOnly).Text | Should -Match 'FROM .*nodejs:22'
    }
}

Describe 'Links and colours' {
    BeforeAll {
        $pwsh = (Get-Process -Id $PID).Path
        $sample = Join-Path $TestDrive deployment.xml
        $samples.LambdaFunctionDeployment | Export-Clixml $sample
        $finding = Join-Path $TestDrive finding.xml
        $samples.DockerfileFinding | Export-Clixml $finding
        # What comes back from a terminal of its own, with all its sequences.
        function OnTerminal([string] $script) {
            $file = New-Item -Force (Join-Path $TestDrive shown.ps1) -Value "Import-Module '$module'; $script"
            script --quiet --return --command "$pwsh -NoProfile -NonInteractive -File $file" /dev/null | Out-String
        }
        function Shown([string] $script) { & $pwsh -NoProfile -NonInteractive -Command "Import-Module '$module'; $script" | Out-String }
    }

    It 'are there in a console' -Skip:(-not (Get-Command script -ErrorAction Ignore)) {
        $shown = OnTerminal "Import-Clixml '$sample' | Format-List; Import-Clixml '$finding'"
        $shown | Should -Match "$escape\]8;;https://ap-southeast-2.console.aws.amazon.com/lambda/home"
        $shown | Should -Match "$escape\[[0-9;]+mWarning"
    }

    It 'are not in a file or a log, where PowerShell leaves them out' {
        Shown "Import-Clixml '$sample' | Format-List" | Should -Not -Match "$escape\]"
        Shown "Import-Clixml '$finding' | Out-String" | Should -Not -Match $escape
    }

    It 'are not where PlainText or NO_COLOR forbids them' -Skip:(-not (Get-Command script -ErrorAction Ignore)) {
        OnTerminal "`$PSStyle.OutputRendering = 'PlainText'; Import-Clixml '$sample' | Format-List" | Should -Not -Match "$escape\]8"
        $env:NO_COLOR = 1
        try { OnTerminal "Import-Clixml '$sample' | Format-List; Import-Clixml '$finding'" | Should -Not -Match "$escape\]8|$escape\[[0-9;]+mWarning" } finally { Remove-Item Env:NO_COLOR }
    }
}
