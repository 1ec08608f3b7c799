# Customisation without ejecting, and ejecting, with the engine that is shipped.

BeforeAll {
    Set-StrictMode -Version Latest
    $ErrorActionPreference = 'Stop'
    Import-Module $PSScriptRoot/doubles/Doubles.psm1
    Import-Module (Get-StagedModule) -Force
    $image = $env:LAMBDAIMAGE_IMAGE
    $env:LAMBDAIMAGE_IMAGE = $null

    function MakeProject([string] $configuration) {
        $folder = (New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))).FullName
        Set-Content (Join-Path $folder index.mjs) 'export const handler = async () => 1;'
        if ($configuration) { Set-Content (Join-Path $folder lambda-image.yml) $configuration }
        $folder
    }
}

AfterAll { $env:LAMBDAIMAGE_IMAGE = $image }

Describe 'lambda-image.yml' {
    It 'changes the Dockerfile, and parameters go first' {
        $app = MakeProject "environment: { A: 1, B: 2 }`nuser: app`nname: from-file"
        $file = New-LambdaDockerfile $app -TextOnly -ImageEnvironment @{ B = 3 } -User 1000 -WarningAction Ignore
        $file.Text | Should -Match 'ENV A=1 \\\r?\n +B=3'
        $file.Text | Should -Match '(?m)^USER 1000$'
        $file.Project.Name | Should -Be from-file
        $file.Project.Evidence.File | Should -Contain lambda-image.yml
    }

    It 'is refused with file, line and the nearest key' {
        $app = MakeProject "name: shop`npackges: { all: [git] }"
        $problem = { Get-LambdaProject $app } | Should -Throw -ErrorId 'ProjectFileInvalid,*' -ExpectedMessage '*lambda-image.yml:2:1: there is no key ''packges''.' -PassThru
        $problem.ErrorDetails.RecommendedAction | Should -BeLike 'Did you mean packages?*'
    }

    It 'is refused with the parameter and the nearest key' {
        $problem = { Get-LambdaProject (MakeProject) -WebAdapter @{ prot = 1 } } | Should -Throw -ErrorId 'RequestInvalid,*' -ExpectedMessage '-WebAdapter: *' -PassThru
        $problem.ErrorDetails.RecommendedAction | Should -BeLike 'Did you mean webAdapter.port?*'
    }

    It 'stays in force when a known project is looked at again' {
        $app = MakeProject
        Set-Content (Join-Path $app other.yml) 'user: app'
        (Get-LambdaProject $app -Configuration other.yml | New-LambdaDockerfile -Name x -TextOnly).Text | Should -Match '(?m)^USER app$'
    }
}

Describe '-Eject' {
    It 'writes a Dockerfile that is the user''s own' {
        $app = MakeProject 'environment: { A: 1 }'
        $file = New-LambdaDockerfile $app -Eject -WarningVariable warnings -WarningAction SilentlyContinue
        $file.State | Should -Be Ejected
        Get-Content -Raw (Join-Path $app Dockerfile) | Should -Match 'docker buildx build --provenance=false --platform linux/amd64'
        $warnings | Should -BeLike '*-Dockerfile Dockerfile*'
        { New-LambdaDockerfile $app } | Should -Throw -ErrorId 'DockerfileExists,*'
        (New-LambdaDockerfile $app -Dockerfile $true -WarningAction Ignore).State | Should -Be UserOwned
    }

    It 'writes nothing under -WhatIf' {
        $app = MakeProject
        New-LambdaDockerfile $app -Eject -WhatIf
        Join-Path $app Dockerfile | Should -Not -Exist
    }

    It 'has nothing to do in custom mode' {
        $app = MakeProject
        Set-Content (Join-Path $app Dockerfile) 'FROM scratch'
        { New-LambdaDockerfile $app -Dockerfile $true -Eject } | Should -Throw -ErrorId 'RequestInvalid,*'
    }
}
