# Behind a proxy, with registries that want a login, and with no network at all: what docs/proxy.md, docs/private-base-images.md and
# docs/air-gapped.md say, done.
BeforeAll {
    Set-StrictMode -Version Latest
    $ErrorActionPreference = 'Stop'
    $PSNativeCommandUseErrorActionPreference = $true
    Import-Module $PSScriptRoot/doubles/Doubles.psm1
    $module = Get-StagedModule
    $lab = Resolve-Path "$PSScriptRoot/../lab"
    $app = Join-Path $TestDrive app
    Copy-Item -Recurse "$PSScriptRoot/../../docs/samples/node-handler" $app
    $name = "networks-$PID"

    # A PowerShell of its own: proxies and certificates are read once for a process.
    function Run([string] $Script, [hashtable] $Environment = @{}, [string[]] $Under = @()) {
        $PSNativeCommandUseErrorActionPreference = $false
        $set = $Environment.GetEnumerator() | ForEach-Object { "$($_.Key)=$($_.Value)" }
        $words = @($Under) + @('env', '-u', 'no_proxy', '-u', 'https_proxy', '-u', 'http_proxy') + @($set) + @((Get-Process -Id $PID).Path, '-NoProfile', '-NonInteractive', '-Command',
            "`$ErrorActionPreference = 'Stop'; `$PSStyle.OutputRendering = 'PlainText'; Import-Module '$module'; Set-Location '$app'; $Script")
        $rest = $words[1..($words.Count - 1)]
        $said = & $words[0] @rest 2>&1 | ForEach-Object { "$_" }
        [pscustomobject]@{ ExitCode = $LASTEXITCODE; Text = $said -join "`n" }
    }
}

Describe 'Behind a proxy' -Skip:(-not $env:LAMBDAIMAGE_LAB) {
    BeforeAll {
        $log = Join-Path $TestDrive proxy.log
        $registry = $env:LAMBDAIMAGE_LAB_REGISTRY
        $stand = $env:LAMBDAIMAGE_LAB_AWS -replace '^https?://'
        $routes = "public.ecr.aws=$registry", "registry.corp.test=$registry", ".dkr.ecr.eu-west-1.amazonaws.com=$stand", "api.ecr.eu-west-1.amazonaws.com=$stand", ".eu-west-1.amazonaws.com=$stand"
        $arguments = @("$lab/forward-proxy.py", "$TestDrive/port", "$TestDrive/proxy.pem", $log, 'ann:pass-word') + $routes
        $proxy = Start-Process -FilePath python3 -PassThru -ArgumentList $arguments
        $until = [DateTime]::UtcNow.AddSeconds(30)
        while (-not (Test-Path "$TestDrive/port")) { if ([DateTime]::UtcNow -gt $until) { throw 'The proxy did not start.' }; [Threading.Thread]::Yield() | Out-Null }
        $address = "http://ann:pass-word@127.0.0.1:$(Get-Content "$TestDrive/port")"
        # Public names only: without the proxy nothing of this leads anywhere.
        $behind = @{
            HTTPS_PROXY = $address; HTTP_PROXY = $address; NO_PROXY = ''; SSL_CERT_FILE = "$TestDrive/proxy.pem"; AWS_ENDPOINT_URL = ''
            LAMBDAIMAGE_REGISTRY_ENDPOINT = ''; LAMBDAIMAGE_REGISTRY_MIRRORS = 'public.ecr.aws=public.ecr.aws/public.ecr.aws'; LAMBDAIMAGE_CACHE = "$TestDrive/cache"
            AWS_CA_BUNDLE = ''
        }
    }

    AfterAll { $proxy.Kill(); $proxy.WaitForExit() }

    It 'everything goes through it: base image, registry and AWS' {
        $run = Run "(Build-LambdaImage . | Publish-LambdaImage -Repository $name | Update-LambdaFunctionImage -FunctionName $name -Role $env:LAMBDAIMAGE_LAB_ROLE_ARN).Change" $behind
        $run.Text | Should -Match 'Created$'
        $asked = Get-Content $log
        foreach ($sort in '^GET public\.ecr\.aws /v2/', '^PUT 123456789012\.dkr\.ecr\.eu-west-1\.amazonaws\.com /v2/', '^POST api\.ecr\.eu-west-1\.amazonaws\.com /', '^POST lambda\.eu-west-1\.amazonaws\.com /') {
            $asked -match $sort | Should -Not -BeNullOrEmpty -Because $sort
        }
    }

    It 'is not asked for what NO_PROXY names' {
        $direct = $behind.Clone()
        $direct.NO_PROXY = 'registry.corp.test'
        $run = Run "Publish-LambdaImage -Image registry.corp.test/nothing:1 -Repository $name" $direct
        $run.ExitCode | Should -Be 1 -Because $run.Text
        Get-Content $log | Should -Not -Match 'registry\.corp\.test'
    }

    It 'says that the proxy refuses the login, and never the password' {
        $wrong = $behind.Clone()
        $wrong.HTTPS_PROXY = $wrong.HTTP_PROXY = $address -replace 'pass-word', 'bad-word'
        $wrong.LAMBDAIMAGE_CACHE = "$TestDrive/other-cache"
        $run = Run '$DebugPreference = "Continue"; Build-LambdaImage . -Engine Daemonless -Verbose' $wrong
        $run.ExitCode | Should -Be 1 -Because $run.Text
        $run.Text | Should -Match '407|proxy'
        $run.Text | Should -Not -Match 'bad-word'
    }

    It 'is given to RUN steps by name, never on a command line' {
        Set-Content "$app/Proxy.Dockerfile" "FROM public.ecr.aws/lambda/nodejs:22`nRUN echo `"https=`$HTTPS_PROXY no=`$NO_PROXY`"`nCOPY index.mjs ./`nCMD [`"index.handler`"]"
        $run = Run '$DebugPreference = "Continue"; Build-LambdaImage . -Dockerfile Proxy.Dockerfile -Engine Docker -NoCache | Out-Null' @{ HTTPS_PROXY = 'http://bob:hidden-word@proxy.corp.test:3128'; NO_PROXY = '127.0.0.1,.corp.test' }
        $run.ExitCode | Should -Be 0 -Because $run.Text
        $run.Text | Should -Match 'https=http://\*\*\*@proxy.corp.test:3128 no=127.0.0.1,.corp.test'
        $run.Text | Should -Match '--build-arg HTTPS_PROXY '
        $run.Text | Should -Not -Match 'hidden-word'
    }
}

Describe 'A base image behind a login' -Skip:(-not $env:LAMBDAIMAGE_LAB) {
    BeforeAll {
        $private = "$env:LAMBDAIMAGE_LAB_TOKEN_REGISTRY/$name/nodejs:22"
        skopeo copy -q --src-tls-verify=false --dest-tls-verify=false --dest-creds lab:lab-secret "docker://$env:LAMBDAIMAGE_LAB_REGISTRY/public.ecr.aws/lambda/nodejs:22" "docker://$private"
        Set-Content "$app/Private.Dockerfile" "FROM $private`nCOPY index.mjs ./`nCMD [`"index.handler`"]"
        $login = @{ DOCKER_CONFIG = "$TestDrive/docker"; LAMBDAIMAGE_CACHE = "$TestDrive/private-cache" }
        $null = New-Item -ItemType Directory "$TestDrive/docker"
    }

    It 'is refused with the command that helps' {
        $run = Run 'Build-LambdaImage . -Dockerfile Private.Dockerfile -Engine Daemonless' $login
        $run.ExitCode | Should -Be 1 -Because $run.Text
        $run.Text | Should -Match 'docker login'
    }

    It 'is read with what docker login stored, by <_>' -ForEach Daemonless, Docker {
        $key = [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes('lab:lab-secret'))
        Set-Content "$TestDrive/docker/config.json" "{`"auths`":{`"$env:LAMBDAIMAGE_LAB_TOKEN_REGISTRY`":{`"auth`":`"$key`"}}}"
        $run = Run "(Build-LambdaImage . -Dockerfile Private.Dockerfile -Engine $_).BaseImage" $login
        $run.ExitCode | Should -Be 0 -Because $run.Text
        $run.Text | Should -Match ([regex]::Escape($private.Split(':')[0]))
        $run.Text | Should -Not -Match 'lab-secret'
    }

    It 'is read from Amazon ECR with AWS credentials alone' {
        $ecr = "$($env:LAMBDAIMAGE_LAB_AWS -replace '^https?://')/$name-base"
        aws ecr create-repository --repository-name "$name-base" | Out-Null
        skopeo copy -q --src-tls-verify=false --dest-tls-verify=false --dest-creds "AWS:$(aws ecr get-login-password)" "docker://$env:LAMBDAIMAGE_LAB_REGISTRY/public.ecr.aws/lambda/nodejs:22" "docker://${ecr}:22"
        Set-Content "$app/Ecr.Dockerfile" "FROM 123456789012.dkr.ecr.eu-west-1.amazonaws.com/$name-base:22`nCOPY index.mjs ./`nCMD [`"index.handler`"]"
        $run = Run '(Build-LambdaImage . -Dockerfile Ecr.Dockerfile -Engine Daemonless).Digest' $login
        $run.ExitCode | Should -Be 0 -Because $run.Text
    }
}

Describe 'Without a network' -Skip:(-not $env:LAMBDAIMAGE_LAB -or -not $IsLinux) {
    BeforeAll {
        # Outside: what an inside machine is to be given.
        $carried = Join-Path $TestDrive carried
        $null = New-Item -ItemType Directory $carried
        $out = Run "Build-LambdaImage . -Engine Daemonless -Output '$carried/shop.tar'; Build-LambdaImage . -Engine Daemonless -Output '$carried/shop'" @{ LAMBDAIMAGE_CACHE = "$carried/cache" }
        $out.ExitCode | Should -Be 0
        $inside = @{ LAMBDAIMAGE_CACHE = "$carried/cache" }
    }

    It 'detects, writes and checks' {
        $run = Run 'Get-LambdaProject . | New-LambdaDockerfile -TextOnly | Test-LambdaDockerfile -FailOn Error | Out-Null; "ok"' -Environment $inside -Under unshare, -n
        $run.Text | Should -Match 'ok$'
    }

    It 'says which host cannot be reached, and that a mirror helps' {
        $run = Run 'Build-LambdaImage . -Engine Daemonless' @{ LAMBDAIMAGE_CACHE = "$TestDrive/empty"; LAMBDAIMAGE_REGISTRY_MIRRORS = '' } -Under unshare, -n
        $run.ExitCode | Should -Be 1 -Because $run.Text
        $run.Text | Should -Match 'public\.ecr\.aws'
    }

    It 'publishes what was carried in, from <Kind>, to a registry inside' -ForEach @{ Kind = 'an archive'; File = 'shop.tar' }, @{ Kind = 'a layout'; File = 'shop' } {
        # The lab is on loopback, which is all the network there is here.
        $run = Run "(Publish-LambdaImage -Image '$carried/$File' -Destination '$env:LAMBDAIMAGE_LAB_REGISTRY/$name/inside').ImageUri" @{ LAMBDAIMAGE_CACHE = "$TestDrive/other-$File"; LAMBDAIMAGE_REGISTRY_MIRRORS = '' }
        $run.Text | Should -Match '/inside@sha256:'
    }

    It 'builds from base images of a mirror inside' {
        $run = Run '(Build-LambdaImage . -Engine Daemonless).Digest' @{ LAMBDAIMAGE_CACHE = "$TestDrive/mirror-cache"; HTTPS_PROXY = 'http://127.0.0.1:9' }
        $run.ExitCode | Should -Be 0 -Because $run.Text
        $run.Text | Should -Match '^sha256:'
    }
}
