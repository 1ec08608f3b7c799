BeforeAll {
    Set-StrictMode -Version Latest
    $ErrorActionPreference = 'Stop'
    Import-Module $PSScriptRoot/doubles/Doubles.psm1
    Import-Module (Get-StagedModule) -Force

    function MakeProject([string] $name, [hashtable] $files) {
        foreach ($file in $files.GetEnumerator()) {
            $path = [IO.Path]::Combine($TestDrive, $name, $file.Key)
            [IO.Directory]::CreateDirectory((Split-Path $path)) | Out-Null
            Set-Content -LiteralPath $path $file.Value
        }
        Join-Path $TestDrive $name
    }

    $image = $env:LAMBDAIMAGE_IMAGE
    $env:LAMBDAIMAGE_IMAGE = $null
    $node = MakeProject 'my [node] äpp' @{
        'package.json' = '{ "name": "spine-node", "type": "module", "engines": { "node": "22.x" } }'
        'index.mjs'    = 'export const handler = async (event) => ({ ok: true, event });'
    }
    $own = MakeProject own @{ 'Dockerfile' = "FROM public.ecr.aws/lambda/nodejs:22`nCOPY index.mjs ./`nCMD [`"index.handler`"]"; 'index.mjs' = '' }
}

AfterAll { $env:LAMBDAIMAGE_IMAGE = $image }

Describe 'The shipped engine' {
    It 'recognises a Node.js handler and says why' {
        $project = Get-LambdaProject -LiteralPath $node
        $project.Mode | Should -Be Managed
        $project.Runtime.Name | Should -Be nodejs
        $project.Runtime.Version | Should -Be 22
        $project.Handler | Should -Be index.handler
        $project.Name | Should -Be spine-node
        $project.Evidence.File | Should -Contain package.json
    }

    It 'uses the Dockerfile of the project on request' {
        $project = Get-LambdaProject $own -Dockerfile $true
        $project.Mode | Should -Be Custom
        $project.DockerfilePath | Should -Be (Join-Path $own Dockerfile)
    }

    It 'takes an image from -Image, and from the environment' {
        (Get-LambdaProject -LiteralPath $node -Image public.ecr.aws/lambda/nodejs:22).Mode | Should -Be Prebuilt
        $env:LAMBDAIMAGE_IMAGE = 'public.ecr.aws/lambda/nodejs:22'
        try {
            (Get-LambdaProject -LiteralPath $node).SourceImage | Should -Be public.ecr.aws/lambda/nodejs:22
            (Get-LambdaProject $own -Dockerfile $true).Mode | Should -Be Custom
        }
        finally { $env:LAMBDAIMAGE_IMAGE = $null }
    }

    It 'says clearly that -Dockerfile and -Image exclude each other, for <_>' -ForEach 'Get-LambdaProject', 'New-LambdaDockerfile', 'Build-LambdaImage' {
        $problem = { & $_ $own -Dockerfile $true -Image repo:1 } | Should -Throw -ErrorId 'ModeConflict,*' -PassThru
        $problem.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        { $own | & $_ -Dockerfile $true -Image repo:1 } | Should -Throw -ErrorId 'ModeConflict,*'
    }

    It 'says what is wrong with a folder that is not there' {
        $problem = { Get-LambdaProject (Join-Path $TestDrive none) } | Should -Throw -ErrorId 'ProjectNotFound,*' -PassThru
        $problem.CategoryInfo.Category | Should -Be ObjectNotFound
        $problem.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'writes a Dockerfile once, and then leaves it' {
        (New-LambdaDockerfile -LiteralPath $node).State | Should -Be Created
        (New-LambdaDockerfile -LiteralPath $node).State | Should -Be Unchanged
        Get-Content -Raw -LiteralPath (Join-Path $node Dockerfile) | Should -Match 'FROM .*nodejs:22'
    }

    It 'writes nothing with -WhatIf or -TextOnly' {
        $fresh = MakeProject fresh @{ 'package.json' = '{ "name": "fresh" }'; 'index.js' = 'exports.handler = async () => 1;' }
        New-LambdaDockerfile $fresh -WhatIf | Should -BeNullOrEmpty
        (New-LambdaDockerfile $fresh -TextOnly).Text | Should -Match '(?m)^FROM '
        Join-Path $fresh Dockerfile | Should -Not -Exist
    }

    It 'never overwrites a Dockerfile of the user without -Force' {
        $mixed = MakeProject mixed @{ 'package.json' = '{ "name": "mixed" }'; 'index.js' = 'exports.handler = async () => 1;'; 'Dockerfile' = 'FROM scratch' }
        { New-LambdaDockerfile $mixed } | Should -Throw -ErrorId 'DockerfileExists,*'
        Get-Content (Join-Path $mixed Dockerfile) | Should -Be 'FROM scratch'
        (New-LambdaDockerfile $mixed -Force).Text | Should -Match 'nodejs'
    }

    It 'shows no stack trace in any error' {
        $shown = Get-LambdaProject (Join-Path $TestDrive none) -ErrorAction Continue 2>&1 | Out-String
        $shown | Should -Not -Match '   at \w+'
    }
}
