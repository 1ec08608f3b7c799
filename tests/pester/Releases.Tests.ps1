BeforeAll {
    Set-StrictMode -Version Latest
    $ErrorActionPreference = 'Stop'
    Import-Module $PSScriptRoot/doubles/Doubles.psm1
    $engine = Import-RecordedLambdaImage $TestDrive
    $uri = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop@sha256:' + 'a' * 64

    function Asked([string] $type) { $engine::Requests.ToArray().Where{ $_.GetType().Name -eq $type } }
}

Describe 'Traffic' {
    BeforeEach { $engine::Reset() }

    It 'is left alone when nothing is said' {
        Update-LambdaFunctionImage shop $uri | Out-Null
        (Asked UpdateFunctionRequest).Traffic.IsNothing | Should -BeTrue
    }

    It 'takes every parameter of a release' {
        Update-LambdaFunctionImage shop $uri -Alias live -Canary 10, 50 -BakeTime 1h30m -Alarm slow, errors -MaxErrorPercent 2.5 -SmokeExpect ok `
            -SmokePayload @{ path = '/health'; list = 1, 2 } -ReleaseCommand php, artisan, migrate -ReleaseEngine Podman -ReleaseCredential -ReleasePayload '"migrate"' | Out-Null
        $traffic = (Asked UpdateFunctionRequest).Traffic
        $traffic.Alias | Should -Be live
        $traffic.Canary | Should -Be 10, 50
        $traffic.BakeTime | Should -Be ([timespan]'01:30')
        $traffic.Alarms | Should -Be slow, errors
        $traffic.MaxErrorPercent | Should -Be 2.5
        ($traffic.SmokePayload | ConvertFrom-Json).path | Should -Be /health
        ($traffic.SmokePayload | ConvertFrom-Json).list | Should -Be 1, 2
        $traffic.ReleaseCommand | Should -Be php, artisan, migrate
        $traffic.ReleaseEngine | Should -Be Podman
        $traffic.ReleaseCredentials | Should -BeTrue
        $traffic.ReleasePayload | Should -Be '"migrate"'
    }

    It 'takes a time as <Text>' -ForEach @{ Text = '30s'; Seconds = 30 }, @{ Text = '5m'; Seconds = 300 }, @{ Text = [timespan]::FromHours(1); Seconds = 3600 } {
        Update-LambdaFunctionImage shop $uri -Alias live -Canary 10 -BakeTime $Text | Out-Null
        (Asked UpdateFunctionRequest).Traffic.BakeTime.TotalSeconds | Should -Be $Seconds
    }

    It 'refuses a number without a unit' {
        { Update-LambdaFunctionImage shop $uri -Alias live -Canary 10 -BakeTime 5 } | Should -Throw '*30s, 5m, 1h*'
    }

    It 'takes an event from a file' {
        $file = Join-Path $TestDrive 'event.json'
        [IO.File]::WriteAllText($file, '{"path":"/"}')
        Update-LambdaFunctionImage shop $uri -Alias live -SmokePayload (Get-Item $file) | Out-Null
        (Asked UpdateFunctionRequest).Traffic.SmokePayload | Should -Be '{"path":"/"}'
    }

    It 'is the same in Deploy-LambdaImage' {
        Deploy-LambdaImage $TestDrive -FunctionName shop -Alias live -Canary 10 -BakeTime 30s | Out-Null
        $traffic = (Asked UpdateFunctionRequest).Traffic
        $traffic.Canary | Should -Be 10
        $traffic.BakeTime.TotalSeconds | Should -Be 30
    }
}

Describe 'Restore-LambdaFunctionImage' {
    BeforeEach { $engine::Reset() }

    It 'goes to a version' {
        Restore-LambdaFunctionImage shop 12 -Alias live -AliasOnly | Out-Null
        $asked = Asked RestoreFunctionRequest
        $asked.FunctionName, $asked.Version, $asked.Alias, $asked.AliasOnly | Should -Be shop, 12, live, $true
    }

    It 'takes a release from the pipe' {
        Get-LambdaFunctionRelease shop | Where-Object IsPrevious | Restore-LambdaFunctionImage -Alias live | Out-Null
        $asked = Asked RestoreFunctionRequest
        $asked.FunctionName, $asked.Version, $asked.Session.Region | Should -Be shop, 11, eu-west-1
    }

    It 'undoes a deployment from the pipe' {
        Update-LambdaFunctionImage shop $uri | Restore-LambdaFunctionImage | Out-Null
        $asked = Asked RestoreFunctionRequest
        $asked.Version | Should -BeNullOrEmpty
        $asked.ImageUri | Should -BeLike '*@sha256:2*'
    }

    It 'takes a digest' {
        Restore-LambdaFunctionImage shop -ImageUri ('sha256:' + 'b' * 64) | Out-Null
        (Asked RestoreFunctionRequest).ImageUri | Should -BeLike 'sha256:b*'
    }

    It 'only tells with -WhatIf' {
        Restore-LambdaFunctionImage shop -WhatIf | Should -BeNullOrEmpty
        (Asked RestoreFunctionRequest) | Should -Not -BeNullOrEmpty
    }
}

Describe 'Get-LambdaFunctionRelease' {
    It 'writes each release, newest first' {
        $releases = Get-LambdaFunctionRelease shop
        $releases.Version | Should -Be 12, 11
        $releases[0] | Should -BeOfType LambdaImage.LambdaFunctionRelease
    }

    It 'shows what is live and what was before' {
        $PSStyle.OutputRendering = 'PlainText'
        $text = Get-LambdaFunctionRelease shop | Out-String -Width 100
        $text | Should -Match '12 +live +sha256:1a2b3c4d5e6f +1a2b3c4 +ann'
        $text | Should -Match '11 +previous'
    }

    It 'tells no more than asked for' { @(Get-LambdaFunctionRelease shop -First 1).Count | Should -Be 1 }
}
