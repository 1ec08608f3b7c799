# What the Tab key offers, in real PowerShell, and for what lives in the account against the lab.
BeforeDiscovery {
    $botocore = (Get-Command python3 -ErrorAction Ignore) -and $(python3 -c 'import botocore' 2> $null; $LASTEXITCODE -eq 0)
    $static = @(
        @{ line = 'Build-LambdaImage -Region eu-w'; word = 'eu-west-1' }
        @{ line = 'Copy-LambdaImage x -ToRegion us-e'; word = 'us-east-1' }
        @{ line = 'Publish-LambdaImage x -Region cn-'; word = 'cn-north-1' }
        @{ line = 'Build-LambdaImage -Architecture a'; word = 'arm64' }
        @{ line = 'Build-LambdaImage -Engine Dae'; word = 'Daemonless' }
        @{ line = 'Get-LambdaProject -Framework Spr'; word = "'Spring Boot'" }
        @{ line = "Get-LambdaProject -Framework 'asp"; word = "'ASP.NET Core'" }
        @{ line = 'Get-LambdaProject -RuntimeVersion 3.'; word = '3.13' }
        @{ line = 'Publish-LambdaImage x -TagMutability Imm'; word = 'Immutable' }
    )
    $files = @(
        @{ line = 'Build-LambdaImage ./app -Target '; words = 'app', 'build' }
        @{ line = 'Build-LambdaImage -Path ./app -BuildArgument V'; words = , 'VERSION=' }
        @{ line = 'Build-LambdaImage ./app/Dockerfile.prod -Target '; words = , 'prod' }
        @{ line = 'Build-LambdaImage ./app -Dockerfile Dockerfile.prod -Target '; words = , 'prod' }
        @{ line = 'Build-LambdaImage Shop:/app -Target '; words = 'app', 'build' }
        @{ line = 'Build-LambdaImage ./broken -Dockerfile Shop:/app/Dockerfile.prod -Target '; words = , 'prod' }
        @{ line = 'Deploy-LambdaImage ./broken -Configuration Shop:/app/lambda-image.yml -Stage '; words = 'prod', 'test' }
        @{ line = 'Build-LambdaImage ./app -Builder '; words = 'far', 'near' }
        @{ line = 'Deploy-LambdaImage ./app '; words = 'api', 'worker' }
        @{ line = 'Deploy-LambdaImage ./app -Stage '; words = 'prod', 'test' }
        @{ line = 'Import-LambdaImageConfiguration ./foreign -From '; words = 'serverless.yml', 'template.yaml' }
        @{ line = 'Import-LambdaImageConfiguration Shop:/foreign -From t'; words = , 'template.yaml' }
        @{ line = 'Test-LambdaDockerfile -Exclude AptR'; words = , 'AptRecommends' }
        @{ line = 'Get-LambdaProject -ProfileLocation ./credentials -ProfileName '; words = 'default', 'work' }
        @{ line = 'Copy-LambdaImage x -ProfileLocation ./credentials -ToProfile '; words = 'default', 'work' }
    )
    $nothing = @(
        'Build-LambdaImage ./nothing -Target ', 'Build-LambdaImage NoSuchDrive:/x -Target ', 'Build-LambdaImage Env:/PATH -Target '
        'Build-LambdaImage ./broken -Target ', 'Deploy-LambdaImage ./broken -Stage ', 'Publish-LambdaImage x -Tag '
        'Get-LambdaFunctionImage -ProfileName none -FunctionName ', 'Get-LambdaFunctionImage -AccessKey a -FunctionName '
    )
}

BeforeAll {
    Set-StrictMode -Version Latest
    $ErrorActionPreference = 'Stop'
    Import-Module $PSScriptRoot/doubles/Doubles.psm1
    $module = Get-StagedModule
    Import-Module $module -Force
    function Complete([string] $line) { (TabExpansion2 $line $line.Length).CompletionMatches.ForEach{ $_.CompletionText } }

    $files = @{
        'app/Dockerfile'        = "FROM node:22 AS build`nARG VERSION`nFROM scratch AS app"
        'app/Dockerfile.prod'   = 'FROM scratch AS prod'
        'app/lambda-image.yml'  = "service: shop`nfunctions: { api: {}, worker: {} }`nstages: { prod: {}, test: {} }"
        'buildx/instances/near' = '{}'
        'buildx/instances/far'  = '{}'
        'broken/Dockerfile'     = 'FROM'
        'broken/lambda-image.yml' = 'stages: ['
        'foreign/template.yaml' = 'Resources: {}'
        'foreign/serverless.yml' = 'service: shop'
        'credentials'           = "[default]`naws_access_key_id = a`naws_secret_access_key = b`n[work]`naws_access_key_id = c`naws_secret_access_key = d"
    }
    foreach ($file in $files.GetEnumerator()) { New-Item -Force (Join-Path $TestDrive $file.Key) -Value $file.Value | Out-Null }
    New-PSDrive -Name Shop -PSProvider FileSystem -Root $TestDrive -Scope Global | Out-Null
    Push-Location $TestDrive
    $buildx = $env:BUILDX_CONFIG
    $env:BUILDX_CONFIG = Join-Path $TestDrive buildx
}

AfterAll {
    Pop-Location
    $env:BUILDX_CONFIG = $buildx
    Remove-PSDrive Shop -Scope Global
}

Describe 'What the account has' -Skip:(-not $env:LAMBDAIMAGE_LAB) {
    BeforeAll {
        $name = "completion-$PID"
        $app = New-Item -ItemType Directory (Join-Path $TestDrive $name)
        Set-Content (Join-Path $app package.json) '{ "type": "module", "engines": { "node": "22.x" } }'
        Set-Content (Join-Path $app index.mjs) 'export const handler = async () => 1;'
        $deployed = Deploy-LambdaImage $app $name -Name $name -Repository $name -Tag v1, stable -Alias live -Role $env:LAMBDAIMAGE_LAB_ROLE_ARN -InformationAction SilentlyContinue
        $uri = $deployed.Image.Repository
    }

    It 'completes the functions of <_>' -ForEach 'Get-LambdaFunctionImage', 'Get-LambdaFunctionRelease', 'Update-LambdaFunctionImage', 'Compare-LambdaFunctionImage', 'Deploy-LambdaImage ./nothing', 'Remove-LambdaFunctionImage', 'Restore-LambdaFunctionImage', 'Invoke-LambdaImage x' {
        Complete "$_ -FunctionName completion-$($PID.ToString()[0])" | Should -Contain $name
    }

    It 'completes the repositories of <_>' -ForEach 'Publish-LambdaImage x', 'Deploy-LambdaImage', 'Copy-LambdaImage x', 'Clear-LambdaImageRepository' {
        Complete "$_ -Repository comp" | Should -Contain $name
    }

    It 'completes the tags of the repository' {
        Complete "Publish-LambdaImage x -Repository $name -Tag " | Should -Be stable, v1
        Complete "Clear-LambdaImageRepository $name -KeepTag s" | Should -Be stable
    }

    It 'completes a reference step by step' {
        Complete "Copy-LambdaImage $($uri.Substring(0, $uri.Length - 3))" | Should -Contain $uri
        Complete "Update-LambdaFunctionImage $name -ImageUri ${uri}:" | Should -Be "${uri}:stable", "${uri}:v1"
    }

    It 'completes the reference of <_>' -ForEach 'Publish-LambdaImage', 'Export-LambdaImage', 'Get-LambdaProject -Image', 'New-LambdaDockerfile -Image', 'Build-LambdaImage -Image', 'Deploy-LambdaImage -Image' {
        Complete "$_ $($uri.Substring(0, $uri.Length - 3))" | Should -Contain $uri
        Complete "$_ ${uri}:v" | Should -Be "${uri}:v1"
    }

    It 'completes aliases and versions of the function' {
        Complete "Restore-LambdaFunctionImage $name -Alias " | Should -Be live
        Complete "Restore-LambdaFunctionImage $name -Version " | Should -Be 1
        Complete "Update-LambdaFunctionImage $name -Alias l" | Should -Be live
    }

    It 'looks where the line says' {
        Complete "Restore-LambdaFunctionImage $name -Region eu-north-1 -Alias " | Should -BeNullOrEmpty
        Complete "Restore-LambdaFunctionImage $name -EndpointUrl $env:LAMBDAIMAGE_LAB_AWS -AccessKey a -SecretKey b -Alias " | Should -Be live
    }

    It 'looks where the session of AWS.Tools is' {
        $global:StoredAWSRegion = 'eu-north-1'
        try { Complete "Restore-LambdaFunctionImage $name -ProfileLocation ./none -Alias " | Should -BeNullOrEmpty } finally { Remove-Variable StoredAWSRegion -Scope Global }
    }

    It 'explains each word' {
        $line = "Restore-LambdaFunctionImage $name -Alias "
        (TabExpansion2 $line $line.Length).CompletionMatches[0].ToolTip | Should -Be 'version 1'
    }
}

Describe 'What is always the same' {
    It 'completes <line> with <word>' -ForEach $static { Complete $line | Should -Contain $word }

    It 'completes every Region that botocore knows, and no other' -Skip:(-not $botocore) {
        $known = python3 -c 'import botocore.session; [print(region) for partition in botocore.session.get_session().get_data("endpoints")["partitions"] for region in partition["regions"]]'
        Complete 'Publish-LambdaImage x -Region ' | Sort-Object | Should -Be ($known | Sort-Object)
    }

    It 'is known without the engine' -ForEach @{ lines = $static.line } {
        $lines = $lines.ForEach{ "'$($_ -replace "'", "''")'" } -join ','
        $script = "Import-Module '$module'; foreach (`$line in $lines) { if (-not (TabExpansion2 `$line `$line.Length).CompletionMatches) { `$line } }
            [AppDomain]::CurrentDomain.GetAssemblies().ForEach{ `$_.GetName().Name } -match 'LambdaImage.Engine|AWSSDK'"
        & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command $script | Should -BeNullOrEmpty
    }
}

Describe 'What the project says' {
    It 'completes <line> with <words>' -ForEach $files { Complete $line | Select-Object -First $words.Count | Should -Be $words }
}

Describe 'Where nothing can be found out' {
    It 'completes <_> with nothing, and leaves no error' -ForEach $nothing {
        $Error.Clear()
        (TabExpansion2 $_ $_.Length).CompletionMatches.Where{ $_.ResultType -eq 'ParameterValue' } | Should -BeNullOrEmpty
        $Error | Should -BeNullOrEmpty
    }

    It 'gives up on an account that does not answer after two seconds' {
        $silent = [Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
        $silent.Start()
        try {
            $line = "Get-LambdaFunctionImage -AccessKey a -SecretKey b -Region eu-west-1 -EndpointUrl http://127.0.0.1:$($silent.LocalEndpoint.Port) -FunctionName "
            (Measure-Command { Complete $line | Should -BeNullOrEmpty }).TotalSeconds | Should -BeLessThan 3
        }
        finally { $silent.Stop() }
    }

    It 'asks nobody for a code' {
        Add-Type -TypeDefinition 'namespace Completing {
            public class Options { public string MfaSerialNumber => "arn:aws:iam::123456789012:mfa/ann"; }
            public class AssumeRoleCredentials { public static bool Asked; public Options Options => new Options(); public object GetCredentials() { Asked = true; return null; } } }'
        $global:StoredAWSCredentials = [Completing.AssumeRoleCredentials]::new()
        try {
            Complete 'Get-LambdaFunctionImage -Region eu-west-1 -FunctionName ' | Should -BeNullOrEmpty
            [Completing.AssumeRoleCredentials]::Asked | Should -BeFalse
        }
        finally { Remove-Variable StoredAWSCredentials -Scope Global }
    }
}
