# Whatever language and calendar the machine speaks: the same Dockerfiles, digests, objects and requests.
BeforeDiscovery {
    # Turkish has four letters i; German writes 1,5; Thailand is 543 years ahead; Saudi Arabia counts by the moon.
    $cultures = 'tr-TR', 'de-DE', 'th-TH', 'ar-SA' | ForEach-Object { @{ Culture = $_ } }
    $canChange = -not [bool] [AppContext]::GetData('System.Globalization.Invariant')
}

BeforeAll {
    Set-StrictMode -Version Latest
    $ErrorActionPreference = 'Stop'
    Import-Module $PSScriptRoot/doubles/Doubles.psm1
    $root = (Resolve-Path "$PSScriptRoot/../..").ProviderPath
    $tool = (Get-Item "$root/artifacts/bin/LambdaImage.Tool/*/lambda-image.dll" -ErrorAction Ignore | Select-Object -First 1).FullName
    $app = Join-Path $TestDrive 'İstanbul ığüşöç'
    Copy-Item -Recurse "$root/docs/samples/hello-bootstrap" $app

    # Everything that is written down, as one text.
    $script = @"
        Import-Module '$(Get-StagedModule)'
        (Get-ChildItem '$root/tests/projects' -Directory).FullName | ForEach-Object { try { (New-LambdaDockerfile -LiteralPath "`$_/app" -TextOnly -DependencyInstall Container 3> `$null).Text } catch { `$_.FullyQualifiedErrorId } }
        `$image = Build-LambdaImage -LiteralPath '$app' -Engine DAEMONLESS -DependencyInstall CONTAINER -Architecture X86_64 -Name istanbul -InformationAction Ignore
        `$image | Format-Table | Out-String -Width 100 | ForEach-Object { `$_ -replace '(?m)(?<=daemonless).*$' }
        `$image | Select-Object * -ExcludeProperty Location, Duration, Dockerfile | ConvertTo-Json -Depth 4
        Test-LambdaDockerfile -LiteralPath '$app' | Format-List | Out-String -Width 100
"@
    function Say([string] $culture) { (Invoke-PowerShell "(Get-Culture).Name`n$script" @{ LC_ALL = "$($culture -replace '-', '_').UTF-8" }) -join "`n" }
    $expected = Say en-US
}

Describe 'Under <Culture>' -Skip:(-not $canChange) -ForEach $cultures {
    It 'writes the same files, images and views' {
        $expected | Should -Match 'sha256:'
        $said = Say $Culture
        $said | Should -BeLike "$Culture*" -Because 'the machine must know the culture'
        $said.Substring(5) | Should -BeExactly $expected.Substring(5)
    }

    It 'deploys, and a second time finds nothing to do' -Skip:(-not $env:LAMBDAIMAGE_LAB) {
        $function = "cultures-$Culture-$PID"
        $deploy = "Deploy-LambdaImage -LiteralPath '$app' -FunctionName $function -Name $function -ImageVersion 1.5 -Tag '{version}-{timestamp}' -Role $env:LAMBDAIMAGE_LAB_ROLE_ARN 6> `$null"
        $said = Invoke-PowerShell "Import-Module '$(Get-StagedModule)'; `$done = $deploy; `$done.Change; `$done.Image.Tags; ($deploy).Change" @{ LC_ALL = "$($Culture -replace '-', '_').UTF-8" }
        $said[0], $said[-1] | Should -Be Created, NoChange
        $said -like '1.5-*' | Should -BeLike "1.5-$([datetime]::UtcNow.Year)*"
    }

    It 'speaks the same with lambda-image' -Skip:(-not (Test-Path "$PSScriptRoot/../../artifacts/bin/LambdaImage.Tool")) {
        $run = { param($name) bash -c 'LC_ALL="$0" dotnet "$1" project "$2" --json' $name $tool $app }
        & $run "$($Culture -replace '-', '_').UTF-8" | Should -Be (& $run en_US.UTF-8)
    }
}
