# Whole services: Deploy-LambdaImage without a function's name, Import-LambdaImageConfiguration, Get-LambdaProject of several images.
BeforeDiscovery { $lab = $env:LAMBDAIMAGE_LAB -eq '1' }

BeforeAll {
    Set-StrictMode -Version Latest
    Import-Module $PSScriptRoot/doubles/Doubles.psm1
    Import-Module (Get-StagedModule) -Force
    $samples = Resolve-Path (Join-Path $PSScriptRoot '../../docs/samples')

    function Copy-Sample([string] $Name) {
        Copy-Item (Join-Path $samples $Name) $TestDrive -Recurse -Force
        Join-Path $TestDrive $Name
    }
}

Describe 'Import-LambdaImageConfiguration' {
    It 'prints without writing' {
        $folder = Copy-Sample from-serverless
        $result = Import-LambdaImageConfiguration $folder -TextOnly

        $result.Written | Should -BeFalse
        $result.Text | Should -Match 'service: orders'
        $result.Functions | Should -Be 'api', 'jobs'
        Join-Path $folder lambda-image.yml | Should -Not -Exist
    }

    It 'writes once, is content with what it wrote, and overwrites only when told to' {
        $folder = Copy-Sample from-sam
        $file = Join-Path $folder lambda-image.yml

        Import-LambdaImageConfiguration $folder -WhatIf
        $file | Should -Not -Exist
        (Import-LambdaImageConfiguration $folder).Written | Should -BeTrue
        { Import-LambdaImageConfiguration $folder -ErrorAction Stop } | Should -Not -Throw
        Add-Content $file '# mine'
        { Import-LambdaImageConfiguration $folder -ErrorAction Stop } | Should -Throw -ErrorId 'DockerfileExists*'
        (Import-LambdaImageConfiguration $folder -Force).Written | Should -BeTrue
        Get-Content $file -Raw | Should -Not -Match '# mine'
    }

    It 'lists what has no counterpart with its line' {
        $missing = (Import-LambdaImageConfiguration (Copy-Sample from-serverless) -TextOnly).Unsupported

        $missing.Key | Should -Be 'functions.jobs.events'
        $missing.File | Should -Be 'serverless.yml'
        $missing.Line | Should -BeGreaterThan 30
        $missing.Instead | Should -Not -BeNullOrEmpty
    }

    It 'says which files it knows when there is none' {
        { Import-LambdaImageConfiguration $TestDrive -ErrorAction Stop } | Should -Throw -ExpectedMessage '*serverless.yml*function.json*'
    }
}

Describe 'Get-LambdaProject of a service' {
    It 'gives each image, ready to be built' {
        $projects = Get-LambdaProject (Copy-Sample service)

        $projects.ImageName | Should -Be 'web', 'worker'
        $projects.Path | Split-Path -Leaf | Should -Be 'web', 'worker'
    }
}

Describe 'Deploy-LambdaImage of a service' -Skip:(-not $lab) {
    It 'rehearses, deploys all functions, and then has nothing to do' {
        $folder = Copy-Sample service
        $file = Join-Path $folder lambda-image.yml
        $name = "shop-$([guid]::NewGuid().ToString('N').Substring(0, 8))"
        (Get-Content $file -Raw).Replace('service: shop', "service: $name").Replace('arn:aws:iam::123456789012:role/lambda', $env:LAMBDAIMAGE_LAB_ROLE_ARN) | Set-Content $file

        Deploy-LambdaImage $folder -WhatIf | Should -BeNullOrEmpty
        $first = Deploy-LambdaImage $folder
        $first.FunctionName | Should -Be "$name-dev-api", "$name-dev-admin", "$name-dev-jobs"
        $first.Change | Should -Be Created, Created, Created
        (Deploy-LambdaImage $folder).Change | Should -Be NoChange, NoChange, NoChange
        (Deploy-LambdaImage $folder -Stage prod -FunctionName jobs).FunctionName | Should -Be "$name-prod-jobs"
        { Deploy-LambdaImage $folder -FunctionName apy -ErrorAction Stop } | Should -Throw -ExpectedMessage '*no function*apy*'
    }
}
