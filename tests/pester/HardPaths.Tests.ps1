# The whole way, through every tool that is called on it, from folders with names that shells and patterns trip over.
Describe 'A folder called <Name>' -Skip:(-not $env:LAMBDAIMAGE_LAB) -ForEach @(
    @{ Name = '-rf'; Id = 'dash' }
    @{ Name = 'my [shop] äöü アプリ'; Id = 'brackets' }
    @{ Name = "it's `$HOME; 100% `"a``b`""; Id = 'quotes' }
) {
    BeforeAll {
        Set-StrictMode -Version Latest
        $ErrorActionPreference = 'Stop'
        Import-Module $PSScriptRoot/doubles/Doubles.psm1
        Import-Module (Get-StagedModule) -Force
        $app = [IO.Directory]::CreateDirectory((Join-Path $TestDrive $Name)).FullName
        Set-Content -LiteralPath (Join-Path $app index.mjs) 'export const handler = async () => 1;'
        Set-Content -LiteralPath (Join-Path $app '-v [x].txt') 'a file that looks like an option'
        Set-Content -LiteralPath (Join-Path $app Dockerfile) "FROM public.ecr.aws/lambda/nodejs:22`nCOPY . ./`nRUN echo $Id > built.txt`nCMD [`"index.handler`"]"
        $function = "hardpaths-$Id-$PID"
    }

    It 'is built with a tool for RUN, and deployed' {
        $done = Deploy-LambdaImage -LiteralPath $app -FunctionName $function -Dockerfile Dockerfile -Name $function -Role $env:LAMBDAIMAGE_LAB_ROLE_ARN -InformationAction SilentlyContinue
        $done.Change | Should -Be Created
        $done.Image.Image.Builder | Should -Not -Be daemonless
    }

    It 'is built without one, from inside, into an archive beside it' {
        Remove-Item -LiteralPath (Join-Path $app Dockerfile)
        Set-Content -LiteralPath (Join-Path $app package.json) '{ "name": "hard", "version": "1.0.0", "type": "module" }'
        Push-Location -LiteralPath $app
        try { $image = Get-LambdaProject . | New-LambdaDockerfile -Force | Build-LambdaImage -Output './-out [1].tar' -InformationAction SilentlyContinue }
        finally { Pop-Location }
        $image.Builder | Should -Be daemonless
        tar -tf (Join-Path $app '-out [1].tar') | Should -Contain manifest.json
        ($image | Publish-LambdaImage -Repository $function).Digest | Should -Be $image.Digest
    }

    It 'has an archive that is imported, as a pattern, from the pipe and exactly as written' {
        Push-Location -LiteralPath $app
        try {
            $registry = "$env:LAMBDAIMAGE_LAB_REGISTRY/$function"
            $sent = @(Import-LambdaImage './*.tar' "${registry}:a"; Get-Item -LiteralPath './-out [1].tar' | Import-LambdaImage -Destination "${registry}:b"; Import-LambdaImage -LiteralPath './-out [1].tar' -Destination "${registry}:c")
        }
        finally { Pop-Location }
        $sent.Digest | Should -HaveCount 3
        $sent.Digest | Sort-Object -Unique | Should -HaveCount 1
    }

    It 'is written and read by lambda-image too' {
        $tool = (Get-Item "$PSScriptRoot/../../artifacts/bin/LambdaImage.Tool/*/lambda-image.dll" | Select-Object -First 1).FullName
        Push-Location -LiteralPath $TestDrive
        try { (dotnet $tool project "./$Name" --json | ConvertFrom-Json).name | Should -Not -BeNullOrEmpty }
        finally { Pop-Location }
        $LASTEXITCODE | Should -Be 0
    }
}
