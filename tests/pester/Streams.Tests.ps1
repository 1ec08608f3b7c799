# What -Verbose, -Debug and the information stream tell about real work, and what they never tell.
Describe 'The streams' -Skip:(-not $env:LAMBDAIMAGE_LAB) {
    BeforeAll {
        Set-StrictMode -Version Latest
        $ErrorActionPreference = 'Stop'
        Import-Module $PSScriptRoot/doubles/Doubles.psm1
        Import-Module (Get-StagedModule) -Force
        $name = "streams-$PID"
        $app = New-Item -ItemType Directory (Join-Path $TestDrive app)
        Set-Content (Join-Path $app package.json) '{ "type": "module", "engines": { "node": "22.x" } }'
        Set-Content (Join-Path $app index.mjs) 'export const handler = async () => 1;'
        $file = Get-LambdaProject $app -Name $name | New-LambdaDockerfile
        function Said([object[]] $records, [string] $type) { $records.Where{ $_.GetType().Name -eq $type }.ForEach{ "$_" } -join "`n" }
    }

    It 'tell with -Verbose why the project is what it is' {
        $said = Said (Get-LambdaProject $app -Verbose 4>&1) VerboseRecord
        $said | Should -Match 'Managed mode: '
        $said | Should -Match 'package.json: is there → Node.js'
    }

    It 'tell with -Verbose who builds, and why, and on what' {
        $said = Said ($file | Build-LambdaImage -Verbose *>&1) VerboseRecord
        $said | Should -Match '(?i)daemonless'
        $said | Should -Match 'FROM .*nodejs:22.* is '
    }

    It 'tell with -Verbose whose credentials are used, and why nothing is to do' {
        $image = $file | Build-LambdaImage -InformationAction SilentlyContinue
        Said ($image | Publish-LambdaImage -Repository $name -Verbose *>&1) VerboseRecord | Should -Match 'AWS_ACCESS_KEY_ID'
        $published = $image | Publish-LambdaImage -Repository $name
        $published | Update-LambdaFunctionImage $name -Role $env:LAMBDAIMAGE_LAB_ROLE_ARN | Out-Null
        Said ($published | Update-LambdaFunctionImage $name -Verbose *>&1) VerboseRecord | Should -Match '(?i)already|nothing|no change'
    }

    It 'tell with -Debug each request, without secrets' {
        $secret = 'very/secret+key'
        $said = Get-LambdaFunctionImage $name -AccessKey AKIDEXAMPLE -SecretKey $secret -SessionToken 'token-of-mine' -Debug -ErrorAction SilentlyContinue -ErrorVariable problems *>&1 | Out-String -Width 500
        $problems | Should -BeNullOrEmpty
        $said | Should -Match 'GetFunction'
        $said | Should -Match 'DescribeImages|/v2/'
        $said | Should -Not -Match ([regex]::Escape($secret))
        $said | Should -Not -Match 'token-of-mine'
        $said | Should -Not -Match 'Signature=[0-9a-f]{8}'
        $said | Should -Not -Match '(?i)authorization: (basic|bearer) [a-z0-9]'
    }

    It 'ask nothing with -Debug, also where there is something to warn of' {
        $command = "Import-Module '$(Get-StagedModule)'; (New-LambdaDockerfile '$app' -TextOnly -Debug 5> `$null).GetType().Name"
        $said = & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command $command 2>&1 | Out-String
        $said | Should -Match 'WARNING: .*nodejs 22 ends'
        $said | Should -Match 'LambdaDockerfile\s*$'
    }

    It 'carry the lines of a builder with its tag, which can go into a file' -Skip:(-not (Get-Command docker -ErrorAction Ignore)) {
        $own = New-Item -ItemType Directory -Force (Join-Path $TestDrive own)
        Set-Content (Join-Path $own Dockerfile) "FROM public.ecr.aws/lambda/nodejs:22`nRUN echo said-by-$PID`nCMD [`"index.handler`"]"
        $log = Join-Path $TestDrive build.log
        Build-LambdaImage $own -Dockerfile Dockerfile -Name $name -Engine Docker -NoCache -InformationVariable lines 6> $log | Out-Null
        $lines.Where{ $_.Tags -contains 'LambdaImage.Build' }.ForEach{ "$_" } -join "`n" | Should -Match "said-by-$PID"
        Get-Content -Raw $log | Should -Match "said-by-$PID"
    }
}
