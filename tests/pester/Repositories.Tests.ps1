BeforeAll {
    Set-StrictMode -Version Latest
    $ErrorActionPreference = 'Stop'
    Import-Module $PSScriptRoot/doubles/Doubles.psm1
    $engine = Import-RecordedLambdaImage $TestDrive
    $app = (New-Item -ItemType Directory (Join-Path $TestDrive app)).FullName
    $uri = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop@sha256:' + 'a' * 64

    function Request([string] $type) { $engine::Requests.ToArray().Where{ $_.GetType().Name -eq $type }[-1] }
}

Describe 'Settings of the repository' {
    BeforeEach { $engine::Reset() }

    It 'reach the engine from <_>' -ForEach 'Publish-LambdaImage', 'Deploy-LambdaImage', 'Copy-LambdaImage' {
        $policy = New-Item (Join-Path $TestDrive policy.json) -Value '{}' -Force
        $settings = @{
            ScanOnPush = $false; TagMutability = 'Immutable'; TagMutabilityExclusion = 'latest', 'sha256-*'; Encryption = 'KmsDsse'; KmsKey = 'alias/a'
            LifecyclePolicy = $policy.FullName; RepositoryTag = @{ team = 'a' }; LambdaAccess = $true; LambdaAccount = '333333333333'
        }
        $request = switch ($_) {
            'Publish-LambdaImage' { Publish-LambdaImage repo:1 @settings | Out-Null; Request PublishRequest }
            'Deploy-LambdaImage' { Deploy-LambdaImage $app demo @settings | Out-Null; Request PublishRequest }
            'Copy-LambdaImage' { Copy-LambdaImage $uri -ToRegion us-east-1 @settings | Out-Null; Request CopyRequest }
        }
        $options = $request.RepositoryOptions
        $options.ScanOnPush | Should -BeFalse
        $options.TagMutability | Should -Be Immutable
        $options.TagMutabilityExclusions | Should -Be latest, 'sha256-*'
        $options.Encryption | Should -Be KmsDsse
        $options.LifecyclePolicy | Should -Be $policy.FullName
        $options.Tags['team'] | Should -Be a
        $options.LambdaAccounts | Should -Be 333333333333
    }

    It 'are not asked for unless given' {
        Publish-LambdaImage repo:1 | Out-Null
        (Request PublishRequest).RepositoryOptions | Should -Be ([LambdaImage.RepositoryOptions]::new())
    }

    It 'include the gate of the scan' {
        Publish-LambdaImage repo:1 -WaitForScan -FailOnSeverity High -ScanTimeoutSeconds 60 -Tag '{sha}' -ImageVersion v1 | Out-Null
        $request = Request PublishRequest
        $request.WaitForScan | Should -BeTrue
        $request.FailOnSeverity | Should -Be High
        $request.ScanTimeout | Should -Be ([timespan]::FromMinutes(1))
        $request.Version | Should -Be v1
    }
}

Describe 'Test-LambdaImageScan' {
    It 'takes a published image from the pipe' {
        $engine::Reset()
        $scan = Publish-LambdaImage repo:1 | Test-LambdaImageScan -FailOnSeverity Critical
        $scan.High | Should -Be 2
        (Request ScanRequest).FailOn | Should -Be Critical
    }
}

Describe 'Copy-LambdaImage' {
    BeforeEach { $engine::Reset() }

    It 'goes to every account in every Region' {
        Copy-LambdaImage $uri -ToRegion us-east-1, us-west-2 -ToProfile prod -ToRoleArn arn:aws:iam::333333333333:role/r -Tag prod | Out-Null
        $places = (Request CopyRequest).Destinations
        $places.Count | Should -Be 4
        $places.Region | Should -Be us-east-1, us-west-2, us-east-1, us-west-2
        $places.ProfileName.Where{ $_ } | Should -Be prod, prod
        $places.RoleArn.Where{ $_ } | Select-Object -Unique | Should -Be arn:aws:iam::333333333333:role/r
    }

    It 'only sets tags without a destination' {
        Copy-LambdaImage $uri -Tag prod | Out-Null
        (Request CopyRequest).Destinations | Should -BeNullOrEmpty
    }

    It 'writes every copy and an error for each that failed' {
        $copies = Copy-LambdaImage $uri -ToRegion us-east-1, eu-north-1, us-west-2 -ErrorVariable failed -ErrorAction SilentlyContinue
        $copies.Count | Should -Be 3
        $copies.Where{ -not $_.FailedWith }.Destination | Should -Be us-east-1, us-west-2
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'AccessDenied,*'
    }
}

Describe 'Clear-LambdaImageRepository' {
    BeforeEach { $engine::Reset() }

    It 'deletes nothing under -WhatIf' {
        Clear-LambdaImageRepository shop -WhatIf | Should -BeNullOrEmpty
        $engine::Events | Should -Not -Contain running
    }

    It 'is careful by default' {
        Clear-LambdaImageRepository shop -Confirm:$false | Should -BeOfType LambdaImage.RepositoryCleanup
        $request = Request ClearRepositoryRequest
        $request.KeepLast | Should -Be 10
        $request.KeepYounger.TotalDays | Should -Be 30
        $request.WriteLifecyclePolicy | Should -BeFalse
    }

    It 'takes accounts, Regions and what to keep' {
        Clear-LambdaImageRepository shop -KeepLast 3 -KeepDays 0.5 -KeepTag 'prod*' -AccountProfile other -AccountRoleArn arn:aws:iam::333333333333:role/r `
            -FunctionRegion us-east-1 -IgnoreAccount 444444444444 -LifecyclePolicy -Confirm:$false | Out-Null
        $request = Request ClearRepositoryRequest
        $request.KeepLast | Should -Be 3
        $request.KeepYounger.TotalHours | Should -Be 12
        @($request.Accounts)[0].ProfileName | Should -Be other
        @($request.Accounts)[1].RoleArn | Should -Be arn:aws:iam::333333333333:role/r
        $request.Regions | Should -Be us-east-1
        $request.IgnoredAccounts | Should -Be 444444444444
        $request.WriteLifecyclePolicy | Should -BeTrue
    }

    It 'takes the repository of a published image from the pipe' {
        Publish-LambdaImage repo:1 -Repository shop | Clear-LambdaImageRepository -Confirm:$false | Out-Null
        (Request ClearRepositoryRequest).Repository | Should -Be 123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop
    }
}

Describe 'Remove-LambdaFunctionImage' {
    It 'never forces by default' {
        $engine::Reset()
        Remove-LambdaFunctionImage shop -Confirm:$false | Should -BeOfType LambdaImage.RemovedLambdaFunction
        $request = Request RemoveFunctionRequest
        $request.Force | Should -BeFalse
        $request.KeepImages | Should -BeFalse
    }
}
