# What a step tells its CI server, taken by a player of the agent; with the real engine where the lab is up.
BeforeDiscovery {
    $servers = 'Azure', 'GitHub'
}

BeforeAll {
    Set-StrictMode -Version Latest
    $ErrorActionPreference = 'Stop'
    Import-Module $PSScriptRoot/doubles/Doubles.psm1
    Import-Module $PSScriptRoot/doubles/Agent.psm1
    $module = Get-StagedModule
    $app = (New-Item -ItemType Directory (Join-Path $TestDrive 'my shop')).FullName
    Set-Content "$app/package.json" '{ "name": "shop", "version": "1.0.0", "type": "module", "engines": { "node": "22.x" } }'
    Set-Content "$app/index.mjs" 'export const handler = async () => ({});'
    Set-Content "$app/Bad.Dockerfile" "FROM public.ecr.aws/lambda/nodejs:22`nCOPY index.mjs ./`nCMD index.handler"

    function Step([string] $Script, [hashtable] $Environment = @{}) {
        Invoke-AgentStep -Server $server -Script "Import-Module '$module'`n$Script" -Folder $app -Environment $Environment
    }
}

Describe 'The player of the agent' {
    It 'refuses <_>' -ForEach '##vso[task.setvariable variable=a;colour=red;]b', '##vso[task.nosuch]', '##vso[task.logissue type=error;]100%', 'x ##vso[task.setsecret]y', '##[grp]x' {
        $line = $_
        { Read-AzureLine (Get-EmptyReport) $line } | Should -Throw
    }

    It 'refuses <_>' -ForEach '::error colour=red::x', '::nosuch::x', '::error::100%', ' ::error' {
        $line = $_
        { Read-GitHubLine (Get-EmptyReport) $line } | Should -Throw
    }
}

Describe 'A step on <_>' -ForEach $servers {
    BeforeAll { $server = $_ }

    It 'tells findings with file and line' {
        $step = Step "Test-LambdaDockerfile Bad.Dockerfile | Out-Null"
        $issue = $step.Issues | Where-Object { $_.message -like '*shell form*' }
        $issue.type | Should -Be error
        if ($server -eq 'Azure') { $issue.sourcepath, $issue.linenumber, $issue.code | Should -Be 'Bad.Dockerfile', '3', 'ShellForm' }
        else { $issue.file, $issue.line, $issue.title | Should -Be 'Bad.Dockerfile', '3', 'ShellForm' }
    }

    It 'tells an error and fails' {
        $step = Step "Build-LambdaImage . -Dockerfile No.Dockerfile"
        $step.ExitCode | Should -Be 1
        $step.Issues.Where{ $_.type -eq 'error' }.message | Should -BeLike '*No.Dockerfile*'
    }

    It 'keeps quiet about an error that nobody wants to see' {
        (Step "Build-LambdaImage . -Dockerfile No.Dockerfile -ErrorAction SilentlyContinue").Issues | Should -BeNullOrEmpty
    }

    It 'folds the work that changes something' {
        $step = Step "Build-LambdaImage . -Engine Daemonless -Output image -WhatIf; New-LambdaDockerfile . | Out-Null"
        $step.Groups | Should -HaveCount 1
        $step.Groups[0] | Should -BeLike '*Dockerfile*'
    }

    It 'has its data to itself: what captures a stream gets no commands' {
        $step = Step '$all = Test-LambdaDockerfile Bad.Dockerfile *>&1; "kinds: $(($all | ForEach-Object { $_.GetType().Name } | Sort-Object -Unique) -join ",")"'
        $step.Issues | Should -Not -BeNullOrEmpty
        $step.Log | Should -Contain 'kinds: DockerfileFinding'
    }

    It 'is silent when LAMBDAIMAGE_CI is off' {
        $step = Step 'Test-LambdaDockerfile Bad.Dockerfile | Out-Null' -Environment @{ LAMBDAIMAGE_CI = 'off' }
        $step.Issues | Should -BeNullOrEmpty
        $step.ExitCode | Should -Be 0
    }

    It 'tells image, function and version, and hides keys' -Skip:(-not $env:LAMBDAIMAGE_LAB) {
        $name = "ci-$($server.ToLowerInvariant())-$PID"
        $step = Step @"
            `$account = @{ AccessKey = 'LABKEY'; SecretKey = 'lab-secret'; Region = 'eu-west-1' }
            Build-LambdaImage . -Engine Daemonless | Publish-LambdaImage -Repository $name @account |
                Update-LambdaFunctionImage -FunctionName $name -Role `$env:LAMBDAIMAGE_LAB_ROLE_ARN -Alias live @account | ConvertTo-Json -Depth 1 | Set-Content result.json
"@
        $step.ExitCode | Should -Be 0
        $result = Get-Content -Raw "$app/result.json" | ConvertFrom-Json
        $step.Outputs.imageUri | Should -Be $result.ImageUri
        $step.Outputs.imageDigest | Should -Be ($result.ImageUri -split '@')[1]
        $step.Outputs.functionArn | Should -Be $result.FunctionArn
        $step.Outputs.functionVersion | Should -Be $result.Version
        $step.Outputs.functionChange | Should -Be Created
        $step.Secrets | Sort-Object -Unique | Should -Be 'lab-secret'
        $step.Log -join "`n" | Should -Not -Match 'lab-secret'
        ($step.Summaries -join "`n") | Should -Match "### Function $name"
    }

    It 'hides build secrets, and takes nothing that a build prints for a command' -Skip:(-not $env:LAMBDAIMAGE_LAB) {
        Set-Content "$app/Secret.Dockerfile" @'
FROM public.ecr.aws/lambda/nodejs:22
RUN --mount=type=secret,id=token cat /run/secrets/token; echo; echo '##vso[task.setvariable variable=evil]x'; echo '::add-mask::evil'
COPY index.mjs ./
CMD ["index.handler"]
'@
        $step = Step "Build-LambdaImage . -Dockerfile Secret.Dockerfile -Engine Docker -NoCache -Secret @{ token = 'env:CI_TOKEN' } | Out-Null" -Environment @{ CI_TOKEN = 'top-secret-token' }
        $step.ExitCode | Should -Be 0
        $step.Secrets | Should -Be 'top-secret-token'
        $step.Variables.Keys | Should -Not -Contain evil
        if ($server -eq 'Azure') { $step.Log -join "`n" | Should -Match '\*\*vso\[' }
        $step.Groups | Should -HaveCount 1
    }
}

Describe 'The tool on <_>' -ForEach $servers -Skip:(-not (Get-Item -ErrorAction Ignore "$PSScriptRoot/../../artifacts/bin/LambdaImage.Tool/*/lambda-image.dll")) {
    BeforeAll {
        $server = $_
        $tool = (Get-Item "$PSScriptRoot/../../artifacts/bin/LambdaImage.Tool/*/lambda-image.dll")[0].FullName
    }

    It 'tells findings with file and line, and leaves standard output to data' {
        $step = Invoke-AgentStep -Server $server -Shell bash -Folder $app -Script "dotnet '$tool' lint Bad.Dockerfile --fail-on never --json 2>err >out.json; cat err; python3 -m json.tool out.json >/dev/null"
        $step.ExitCode | Should -Be 0
        $step.Issues.message -join "`n" | Should -Match 'shell form'
    }

    It 'tells an error' {
        $step = Invoke-AgentStep -Server $server -Shell bash -Folder $app -Script "dotnet '$tool' build . -f No.Dockerfile"
        $step.ExitCode | Should -Be 1
        $step.Issues.Where{ $_.type -eq 'error' }.message | Should -BeLike '*No.Dockerfile*'
    }

    It 'keeps quiet with --quiet' {
        (Invoke-AgentStep -Server $server -Shell bash -Folder $app -Script "dotnet '$tool' lint Bad.Dockerfile --fail-on never --quiet").Issues | Should -BeNullOrEmpty
    }
}
