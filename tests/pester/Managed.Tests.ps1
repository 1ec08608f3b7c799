# Managed mode against the lab: dependencies from the npm registry, installed on this machine or in a container, in images that are really run.
Describe 'A project with dependencies' -Skip:(-not $env:LAMBDAIMAGE_LAB) {
    BeforeAll {
        Set-StrictMode -Version Latest
        $ErrorActionPreference = 'Stop'
        $PSNativeCommandUseErrorActionPreference = $true
        Import-Module $PSScriptRoot/doubles/Doubles.psm1
        Import-Module (Get-StagedModule) -Force
        $lab = if ($env:LAMBDAIMAGE_LAB_FOLDER) { $env:LAMBDAIMAGE_LAB_FOLDER } else { Join-Path $PSScriptRoot '../lab' }

        $app = (New-Item -ItemType Directory (Join-Path $TestDrive 'odd numbers')).FullName
        Set-Content (Join-Path $app package.json) '{ "name": "odd", "version": "1.0.0", "dependencies": { "is-number": "7.0.0" } }'
        Set-Content (Join-Path $app index.js) 'const isNumber = require("is-number"); exports.handler = async (event) => ({ isNumber: isNumber(event.value) });'
        Set-Content (Join-Path $app .env) 'SECRET=1'
        npm install --package-lock-only --no-audit --no-fund --prefix $app 2>&1 | Out-Null

        function Deploy([hashtable] $choice) {
            Get-LambdaProject $app @choice | New-LambdaDockerfile | Build-LambdaImage -InformationAction SilentlyContinue |
                Publish-LambdaImage | Update-LambdaFunctionImage -FunctionName "odd-$PID" -Role $env:LAMBDAIMAGE_LAB_ROLE_ARN
        }

        function Answer($deployed) {
            & "$lab/invoke" ($deployed.ImageUri -replace '^[^/]+', ($env:LAMBDAIMAGE_LAB_AWS -replace '^https?://')) '{"value":"42"}'
        }
    }

    It 'is installed on this machine, built without a container engine, and runs' {
        $deployed = Deploy @{ DependencyInstall = 'Host' }
        $deployed.Image.Image.Builder | Should -Be daemonless
        Answer $deployed | Should -BeLike '*"isNumber":true*'
    }

    It 'leaves the project folder as it was, but for the Dockerfile' {
        (Get-ChildItem $app -Force).Name | Sort-Object | Should -Be ('.dockerignore', '.env', 'Dockerfile', 'index.js', 'package-lock.json', 'package.json' | Sort-Object)
    }

    It 'is installed once' {
        (Deploy @{ DependencyInstall = 'Host' }).Change | Should -Be NoChange
    }

    It 'is built for arm64 on this machine' {
        $built = Build-LambdaImage $app -DependencyInstall Host -Architecture arm64 -InformationAction SilentlyContinue
        $built.Architecture | Should -Be Arm64
        $built.Builder | Should -Be daemonless
    }

    It 'is installed in a container when an engine answers, and says so' {
        $lines = New-LambdaDockerfile $app -TextOnly -Verbose 4>&1
        "$lines" | Should -BeLike '*Dependencies are installed in a container, because docker answers.*'
        ($lines | Where-Object { $_ -is [LambdaImage.LambdaDockerfile] }).Text | Should -BeLike '*RUN --mount=type=cache*npm ci --omit=dev*'
    }
}
