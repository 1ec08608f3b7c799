# Every PowerShell block of the documentation runs as it is written there, against the recording engine; every other command in it, in a table,
# a sentence or a help topic, is one that PowerShell, the tool or the shell can read. Tasks.Tests.ps1 runs whole pages against the lab.

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

    # What stands between backticks, as a table writes it; and the indented lines of the help topics.
    $commands = foreach ($page in $pages) {
        $text = (Get-Content -Raw -LiteralPath $page) -replace '(?ms)^(```+)[^\n]*\n.*?^\1\s*$'
        $written = [regex]::Matches($text, '(`+)(?<code>.+?)\1').ForEach{ $_.Groups['code'].Value.Replace('\|', '|') }
        if ($page -like '*about_*') { $written += [regex]::Matches($text, '(?m)(^    .*\S.*\r?\n)+').ForEach{ $_.Value -replace '(?m)^    ' } }
        $written = $written | Where-Object { $_ -match '(^|[=|(] *)([A-Z]\w+-(Lambda\w+) \S|lambda-image [a-z-]+ \S)' } | Sort-Object -Unique
        foreach ($code in $written) { @{ Page = [IO.Path]::GetRelativePath($root, $page); Code = $code } }
    }
    $shells = foreach ($page in $pages) {
        foreach ($match in [regex]::Matches((Get-Content -Raw -LiteralPath $page), '(?ms)^```sh\r?\n(?<code>.*?)^```')) {
            @{ Page = [IO.Path]::GetRelativePath($root, $page); Code = $match.Groups['code'].Value }
        }
    }
}

BeforeAll {
    Set-StrictMode -Version Latest
    $ErrorActionPreference = 'Stop'
    Import-Module $PSScriptRoot/doubles/Doubles.psm1
    Import-RecordedLambdaImage $TestDrive | Out-Null
    New-Item -ItemType Directory (Join-Path $TestDrive shop) | Out-Null
    foreach ($name in 'order', 'login') { New-Item -Force "$TestDrive/events/$name.json" -Value '{}' | Out-Null }
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

    It 'names parameters that there are: <Page>: <Code>' -ForEach $commands.Where{ $_.Code -notmatch '^lambda-image ' } {
        $problems = $null
        $script = [Management.Automation.Language.Parser]::ParseInput($Code, [ref] $null, [ref] $problems)
        $problems | Should -BeNullOrEmpty
        $calls = $script.FindAll({ param($part) $part -is [Management.Automation.Language.CommandAst] -and $part.GetCommandName() -match '-Lambda' }, $true)
        $calls | Should -Not -BeNullOrEmpty
        foreach ($call in $calls) {
            $command = Get-Command $call.GetCommandName() -Module LambdaImage
            foreach ($parameter in $call.CommandElements.Where{ $_ -is [Management.Automation.Language.CommandParameterAst] }) {
                { $command.ResolveParameter($parameter.ParameterName) } | Should -Not -Throw
            }

            # What … stands for, what a pipe brings and what a mere mention leaves out is not there to be bound.
            $isWhole = "$call" -notmatch '…' -and $call.Parent.PipelineElements[0] -eq $call -and $call.CommandElements[-1] -isnot [Management.Automation.Language.CommandParameterAst]
            if ($isWhole) { [Management.Automation.Language.StaticParameterBinder]::BindCommand($call).BindingExceptions.Values.ForEach{ $_.BindingException.Message } | Should -BeNullOrEmpty }
        }
    }

    It 'names options of the tool that there are: <Page>: <Code>' -ForEach $commands.Where{ $_.Code -match '^lambda-image ' } {
        $tool = (Resolve-Path "$PSScriptRoot/../../artifacts/bin/LambdaImage.Tool/*/lambda-image.dll").ProviderPath | Select-Object -First 1
        $verb = ($Code -split ' ')[1]
        $known = dotnet $tool $verb --help | Out-String
        $LASTEXITCODE | Should -Be 0
        foreach ($option in [regex]::Matches($Code, '(?<= )--[a-z-]+').ForEach{ $_.Value }) { $known | Should -Match "(?m)$option\b" }
    }

    It 'shows lines that a shell can read: <Page>' -ForEach $shells -Skip:(-not (Get-Command bash -ErrorAction Ignore)) {
        $file = New-Item -Force (Join-Path $TestDrive shell.sh) -Value $Code
        bash -n $file 2>&1 | Should -BeNullOrEmpty
    }
}
