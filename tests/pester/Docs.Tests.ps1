# Every PowerShell command of the documentation runs as it is written there, against the recording engine.

BeforeDiscovery {
    $root = (Resolve-Path "$PSScriptRoot/../..").ProviderPath
    $pages = @("$root/README.md") + (Get-ChildItem "$root/docs" -Recurse -Filter *.md).FullName
    $blocks = foreach ($page in $pages) {
        $text = Get-Content -Raw -LiteralPath $page
        foreach ($match in [regex]::Matches($text, '(?ms)^```powershell\r?\n(?<code>.*?)^```')) {
            @{
                Page = [IO.Path]::GetRelativePath($root, $page)
                Line = $text.Substring(0, $match.Index).Split("`n").Count
                Code = $match.Groups['code'].Value
            }
        }
    }
}

BeforeAll {
    Set-StrictMode -Version Latest
    $ErrorActionPreference = 'Stop'
    Import-Module $PSScriptRoot/doubles/Doubles.psm1
    Import-RecordedLambdaImage $TestDrive | Out-Null
    New-Item -ItemType Directory (Join-Path $TestDrive shop) | Out-Null
    $image = Build-LambdaImage (Join-Path $TestDrive shop)
}

Describe 'The documentation' {
    It 'has commands to run' { $blocks.Count | Should -BeGreaterThan 2 } -ForEach @{ Blocks = $blocks }

    It 'is written as PSScriptAnalyzer wants it: <Page>:<Line>' -ForEach $blocks -Skip:(-not (Get-Module -ListAvailable PSScriptAnalyzer)) {
        $settings = Import-PowerShellDataFile "$PSScriptRoot/../../PSScriptAnalyzerSettings.psd1"
        # Examples are lines to type: a variable may be looked at by the reader alone, and comments stand in a column of their own.
        $settings.Rules.Remove('PSUseConsistentWhitespace')
        $findings = Invoke-ScriptAnalyzer -ScriptDefinition $Code.TrimEnd() -Settings $settings
        $findings | ForEach-Object { "line $($_.Line): $($_.RuleName) $($_.Message)" } | Should -BeNullOrEmpty
    }

    It 'is right about <Page>:<Line>' -ForEach $blocks {
        # Installing is tested in Pipelines.Tests.ps1.
        $importable = $Code -replace '(?m)^(Import-Module|Install-PSResource) LambdaImage\s*$', ''
        # Pages show commands with an image that an earlier page made.
        $image | Should -Not -BeNullOrEmpty
        # Nobody is here to be asked.
        $ConfirmPreference = 'None'
        Push-Location $TestDrive
        try { & ([scriptblock]::Create($importable)) *> $null } finally { Pop-Location }
    }
}
