# The whole way against the lab: real builders, a real registry protocol, an AWS stand-in, and images that are really run.
BeforeDiscovery {
    $cases = @(
        @{ Case = 'a Node.js handler'; Id = 'node'; Choice = @{}; Event = '{"x":1}'; Answer = '"ok":true' }
        @{ Case = 'a Bref project'; Id = 'bref'; Choice = @{}; Event = '{}'; Answer = '"brefRuntime":"fpm"' }
        @{ Case = 'a Dockerfile with RUN'; Id = 'custom'; Choice = @{ Dockerfile = $true }; Event = '{}'; Answer = '"built":"by RUN' }
        @{ Case = 'an existing image'; Id = 'prebuilt'; Choice = @{ Image = "$env:LAMBDAIMAGE_LAB_REGISTRY/spine/prebuilt:1" }; Event = '{}'; Answer = '"built":"by docker' }
    )
}

Describe 'The spine with <Case>' -Skip:(-not $env:LAMBDAIMAGE_LAB) -ForEach $cases {
    BeforeAll {
        Set-StrictMode -Version Latest
        $ErrorActionPreference = 'Stop'
        $PSNativeCommandUseErrorActionPreference = $true
        Import-Module $PSScriptRoot/doubles/Doubles.psm1
        Import-Module (Get-StagedModule) -Force
        $lab = if ($env:LAMBDAIMAGE_LAB_FOLDER) { $env:LAMBDAIMAGE_LAB_FOLDER } else { Join-Path $PSScriptRoot '../lab' }
        $ecr = $env:LAMBDAIMAGE_LAB_AWS -replace '^https?://'
        $name = "spine-$Id-$PID"

        $app = New-Item -ItemType Directory (Join-Path $TestDrive $Id)
        $files = @{
            node     = @{
                'package.json' = '{ "name": "spine", "version": "1.0.0", "type": "module", "engines": { "node": "22.x" } }'
                'index.mjs'    = 'export const handler = async (event) => ({ ok: true, event });'
            }
            bref     = @{
                'composer.json'       = '{ "require": { "php": "^8.4", "bref/bref": "^3.0" } }'
                'composer.lock'       = '{ "packages": [{ "name": "bref/bref", "version": "3.0.0" }], "packages-dev": [] }'
                'vendor/autoload.php' = '<?php'
                'public/index.php'    = '<?php echo "hello";'
                'serverless.yml'      = "service: spine`nprovider: { name: aws }`nplugins: [./vendor/bref/bref]`nfunctions: { web: { handler: public/index.php, runtime: php-84-fpm } }"
            }
            custom   = @{
                'index.mjs'  = 'import { readFileSync } from "fs"; export const handler = async () => ({ built: readFileSync("built.txt", "utf8") });'
                'Dockerfile' = "FROM public.ecr.aws/lambda/nodejs:22`nCOPY index.mjs ./`nRUN echo by RUN > built.txt`nCMD [`"index.handler`"]"
            }
            prebuilt = @{
                'index.mjs'  = 'export const handler = async () => ({ built: "by docker" });'
                'Dockerfile' = "FROM public.ecr.aws/lambda/nodejs:22`nCOPY index.mjs ./`nCMD [`"index.handler`"]"
            }
        }
        foreach ($file in $files[$Id].GetEnumerator()) {
            $path = Join-Path $app $file.Key
            [IO.Directory]::CreateDirectory((Split-Path $path)) | Out-Null
            Set-Content -LiteralPath $path $file.Value
        }

        if ($Id -eq 'prebuilt') {
            $env:DOCKER_BUILDKIT = 0
            docker build -q -t "${name}:1" $app | Out-Null
            skopeo copy -q --src-daemon-host $env:DOCKER_HOST --dest-tls-verify=false "docker-daemon:${name}:1" "docker://$($Choice.Image)"
        }

        function Deploy {
            Get-LambdaProject $app -Name $name @Choice | New-LambdaDockerfile | Build-LambdaImage -InformationAction SilentlyContinue |
                Publish-LambdaImage | Update-LambdaFunctionImage -FunctionName $name -Role $env:LAMBDAIMAGE_LAB_ROLE_ARN
        }

        $first = Deploy
        $remote = $first.ImageUri -replace '^[^/]+', $ecr
        $login = "AWS:$(aws ecr get-login-password)"
    }

    It 'creates the function on the digest that was built' {
        $first.Change | Should -Be Created
        $first.Image.Digest | Should -Be $first.Image.Image.Digest
        $function = aws lambda get-function --function-name $name | ConvertFrom-Json
        $function.Code.ResolvedImageUri | Should -Be $first.ImageUri
        $function.Configuration.State | Should -Be Active
    }

    It 'puts an image into the registry that others can read' {
        $seen = skopeo inspect --tls-verify=false --creds $login "docker://$remote" | ConvertFrom-Json
        $seen.Digest | Should -Be $first.Image.Digest
        $seen.Architecture | Should -Be amd64
        $seen.Layers | Should -HaveCount $first.Image.Image.Layers.Count
    }

    It 'makes an image that answers' {
        skopeo copy -q --src-tls-verify=false --src-creds $login --dest-daemon-host $env:DOCKER_HOST "docker://$remote" "docker-daemon:${name}:run"
        & (Join-Path $lab invoke) "${name}:run" $Event | Should -Match $Answer
    }

    It 'changes nothing the second time' {
        $second = Deploy
        $second.Change | Should -Be NoChange
        $second.ImageUri | Should -Be $first.ImageUri
        $second.Image.BytesSent | Should -Be 0
        $second.Image.NoChange | Should -BeTrue
    }

    It 'finds nothing to do with Deploy-LambdaImage either' {
        $third = Deploy-LambdaImage $app $name -Name $name -Role $env:LAMBDAIMAGE_LAB_ROLE_ARN -InformationAction SilentlyContinue @Choice
        $third.Change | Should -Be NoChange
    }

    It 'tells with -WhatIf that nothing would be sent' {
        $image = Get-LambdaProject $app -Name $name @Choice | New-LambdaDockerfile | Build-LambdaImage -InformationAction SilentlyContinue
        $image | Publish-LambdaImage -WhatIf | Should -Not -BeNullOrEmpty -Because 'a plan without changes runs unasked'
    }
}
