BeforeAll {
    Set-StrictMode -Version Latest
    $ErrorActionPreference = 'Stop'
    Import-Module $PSScriptRoot/doubles/Doubles.psm1
    Import-Module (Get-StagedModule) -Force
    $app = (New-Item -ItemType Directory (Join-Path $TestDrive app)).FullName
    $file = Join-Path $app Dockerfile
    Set-Content $file "FROM public.ecr.aws/lambda/python:3.13`nEXPOSE 80`nCMD app.handler"
    $PSStyle.OutputRendering = 'PlainText'
}

Describe 'Test-LambdaDockerfile' {
    It 'writes each finding by itself, errors as well as information' {
        $found = Test-LambdaDockerfile $app
        $found | Should -BeOfType LambdaImage.DockerfileFinding
        $shell = $found | Where-Object RuleId -EQ ShellForm
        $shell.Severity | Should -Be Error
        $shell.Line | Should -Be 3
        $shell.Column | Should -Be 5
        $shell.File | Should -Be $file
        $shell.Url | Should -Be 'docs/lint.md#shellform'
        $found.RuleId | Should -Contain BaseWithoutDigest
    }

    It 'takes a file, a piped file, a folder and the current folder' {
        (Test-LambdaDockerfile $file).RuleId | Should -Contain ExposeIgnored
        (Get-Item $file | Test-LambdaDockerfile).RuleId | Should -Contain ExposeIgnored
        (Get-Item $app | Test-LambdaDockerfile).RuleId | Should -Contain ExposeIgnored
        Push-Location $app
        try { (Test-LambdaDockerfile).RuleId | Should -Contain ExposeIgnored } finally { Pop-Location }
    }

    It 'takes what earlier cmdlets give' {
        (Get-LambdaProject $app -Dockerfile Dockerfile | Test-LambdaDockerfile).RuleId | Should -Contain ExposeIgnored
        (New-LambdaDockerfile $app -Dockerfile Dockerfile -WarningAction Ignore | Test-LambdaDockerfile).RuleId | Should -Contain ExposeIgnored
    }

    It 'checks what would be generated where there is no Dockerfile' {
        $code = (New-Item -ItemType Directory (Join-Path $TestDrive code)).FullName
        Set-Content (Join-Path $code app.py) "def handler(event, context):`n    return 1"
        Get-LambdaProject $code -Handler app.handler | Test-LambdaDockerfile -Severity Warning | Should -BeNullOrEmpty
        Get-ChildItem $code | Should -HaveCount 1
    }

    It 'leaves out what does not matter enough, and rules that are not wanted' {
        (Test-LambdaDockerfile $app -Severity Warning).RuleId | Should -Be ExposeIgnored, ShellForm
        (Test-LambdaDockerfile $app -Severity Warning -Exclude exposeignored).RuleId | Should -Be ShellForm
        (Test-LambdaDockerfile $app -Include ExposeIgnored).RuleId | Should -Be ExposeIgnored
    }

    It 'refuses a rule that does not exist and names the nearest' {
        $found = Test-LambdaDockerfile $app -Exclude ExposeIgnord -ErrorVariable refused -ErrorAction SilentlyContinue
        $found | Should -BeNullOrEmpty
        $refused[0].FullyQualifiedErrorId | Should -BeLike 'RequestInvalid,*'
        $refused[0].ErrorDetails.RecommendedAction | Should -Be 'Did you mean ExposeIgnored?'
    }

    It 'writes SARIF, JUnit or text by the ending, with paths relative to the current folder' {
        Push-Location $TestDrive
        try {
            $null = Test-LambdaDockerfile app -ReportPath lint.sarif
            $null = Test-LambdaDockerfile app -ReportPath lint.xml
            $null = Test-LambdaDockerfile app -ReportPath lint.txt
        }
        finally { Pop-Location }
        $sarif = Get-Content -Raw (Join-Path $TestDrive lint.sarif) | ConvertFrom-Json
        $sarif.version | Should -Be '2.1.0'
        $sarif.runs[0].results.locations.physicalLocation.artifactLocation.uri | Select-Object -Unique | Should -Be 'app/Dockerfile'
        ([xml](Get-Content -Raw (Join-Path $TestDrive lint.xml))).testsuites.testsuite.name | Should -Be 'app/Dockerfile'
        Get-Content (Join-Path $TestDrive lint.txt) | Select-Object -Last 1 | Should -BeLike 'app/Dockerfile: 1 error, 1 warning*'
    }

    It 'writes one report of all that was piped in' {
        $other = (New-Item -ItemType Directory (Join-Path $TestDrive other)).FullName
        Set-Content (Join-Path $other Dockerfile) 'FROM debian'
        $report = Join-Path $TestDrive all.sarif
        $null = $app, $other | Test-LambdaDockerfile -ReportPath $report
        (Get-Content -Raw $report | ConvertFrom-Json).runs[0].results.locations.physicalLocation.artifactLocation.uri | Select-Object -Unique | Should -HaveCount 2
    }

    It 'finds everything under -WhatIf but writes no report' {
        $report = Join-Path $TestDrive none.sarif
        Test-LambdaDockerfile $app -ReportPath $report -WhatIf | Should -Not -BeNullOrEmpty
        $report | Should -Not -Exist
    }

    It 'fails when asked to, after everything was written' {
        $report = Join-Path $TestDrive failed.sarif
        $found = Test-LambdaDockerfile $app -FailOn Error -ReportPath $report -ErrorVariable failed -ErrorAction SilentlyContinue
        $found.RuleId | Should -Contain ShellForm
        $report | Should -Exist
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'DockerfileRejected,*'
        { Test-LambdaDockerfile $app -Exclude ShellForm -FailOn Error } | Should -Not -Throw
    }

    It 'reports a file that is no Dockerfile as a finding' {
        $broken = (New-Item -ItemType Directory (Join-Path $TestDrive broken)).FullName
        Set-Content (Join-Path $broken Dockerfile) "FROM debian:13`nRUNN x"
        $found = Test-LambdaDockerfile $broken
        $found.RuleId | Should -Be DockerfileInvalid
        "$($found.Line):$($found.Column)" | Should -Be '2:1'
    }

    It 'keeps quiet about what a comment suppresses' {
        $quiet = (New-Item -ItemType Directory (Join-Path $TestDrive quiet)).FullName
        Set-Content (Join-Path $quiet Dockerfile) "FROM public.ecr.aws/lambda/python:3.13`n# lambda-image: ignore=ExposeIgnored for ECS`nEXPOSE 80`nCMD [`"app.handler`"]"
        (Test-LambdaDockerfile $quiet).RuleId | Should -Not -Contain ExposeIgnored
    }

    It 'shows a table that fits 100 columns, under the name of the file' {
        $table = Test-LambdaDockerfile $app -Severity Error | Out-String -Width 100
        $table | Should -Match 'File: \S+Dockerfile'
        $table | Should -Match 'Error +ShellForm +3:5 +CMD in its shell form'
        $table.Split("`n") | ForEach-Object { $_.TrimEnd().Length | Should -BeLessOrEqual 100 }
    }
}
