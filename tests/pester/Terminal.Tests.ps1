# Ctrl+C in a real terminal, while something is waited for: the prompt is back within a second, nothing is left running, and the last line says what to type next.
BeforeDiscovery {
    $places = @{ Where = 'PowerShell' }, @{ Where = 'the tool' }
    $busyCases = foreach ($place in $places) {
        $place + @{ Cmdlet = 'Clear-LambdaImageRepository'; Verb = 'clear'; Options = @{ Repository = 'shop' } }
        $place + @{ Cmdlet = 'Remove-LambdaFunctionImage'; Verb = 'remove'; Options = @{ FunctionName = 'shop' } }
        $place + @{ Cmdlet = 'Restore-LambdaFunctionImage'; Verb = 'restore'; Options = @{ FunctionName = 'shop' } }
        $place + @{ Cmdlet = 'Get-LambdaFunctionImage'; Verb = 'functions'; Options = @{ FunctionName = 'shop' } }
    }
    $cases = foreach ($where in 'PowerShell', 'the tool') {
        @{
            Where = $where; What = 'the bake of a canary'; Id = 'bake'; Mark = 'Watch version'; Options = @{ Alias = 'live'; Canary = '10'; BakeTime = '10m' }
            Says = "Alias 'live' was set back: all to version 1.*Run the command again"; Image = 1
        }
        @{
            Where = $where; What = 'a release command in docker'; Id = 'docker'; Mark = 'started'; Image = 1
            Options = @{ ReleaseCommand = '/bin/busybox', 'sh', '-c', 'trap : TERM; echo st""arted; sleep 60'; ReleaseEngine = 'Docker' }
            Says = 'was stopped on its way; what it had done is not undone. The function was not touched'
        }
        @{
            Where = $where; What = 'a release command in podman'; Id = 'podman'; Mark = 'started'; Image = 1
            Options = @{ ReleaseCommand = '/bin/busybox', 'sh', '-c', 'trap : TERM; echo st""arted; sleep 60'; ReleaseEngine = 'Podman' }
            Says = 'was stopped on its way; what it had done is not undone. The function was not touched'
        }
        @{
            Where = $where; What = 'the wait for a function'; Id = 'wait'; Mark = 'Wait for function'; Options = @{}
            Says = 'Lambda goes on with it by itself. Run the command again to finish it'; Image = 2
        }
    }
}

Describe 'Ctrl+C' -Skip:(-not $env:LAMBDAIMAGE_LAB) {
    BeforeAll {
        Set-StrictMode -Version Latest
        $ErrorActionPreference = 'Stop'
        $PSNativeCommandUseErrorActionPreference = $true
        # A second more than what does nothing takes to be stopped, on a machine that may be busy with other things.
        $limit = 1
        Import-Module $PSScriptRoot/doubles/Doubles.psm1
        $tool = (Resolve-Path "$PSScriptRoot/../../artifacts/bin/LambdaImage.Tool/*/lambda-image.dll").ProviderPath | Select-Object -First 1
        $host_ = $env:LAMBDAIMAGE_LAB_AWS -replace '^https?://'
        $name = "stopping-$PID"

        # Two images with nothing in them but a shell, and a scan that takes its time.
        $repository = aws ecr create-repository --repository-name $name --query repository.repositoryUri --output text
        $password = aws ecr get-login-password
        Copy-Item /bin/busybox (New-Item -ItemType Directory "$TestDrive/root/bin")
        foreach ($tag in 1, 2) {
            tar -C "$TestDrive/root" -cf "$TestDrive/root.tar" bin
            docker import --change "LABEL tag=$tag" "$TestDrive/root.tar" "${name}:$tag" | Out-Null
            skopeo copy -q --src-daemon-host $env:DOCKER_HOST --dest-tls-verify=false --dest-creds "AWS:$password" "docker-daemon:${name}:$tag" "docker://$host_/${name}:$tag"
            docker rmi "${name}:$tag" | Out-Null
        }

        # An AWS that is busy: it refuses, and when asked again does not answer.
        $busy = Start-Process python3 -ArgumentList "$PSScriptRoot/busy.py", "$TestDrive/busy" -PassThru
        while (-not (Test-Path "$TestDrive/busy")) { Start-Sleep -Milliseconds 50 }
        $asBusy = @{ EndpointUrl = Get-Content "$TestDrive/busy"; Debug = $true }

        # A tool that takes its time to fetch dependencies.
        $node = New-Item -ItemType Directory "$TestDrive/node"
        Set-Content $node/package.json '{ "name": "node", "dependencies": { "left-pad": "1" }, "engines": { "node": "22.x" } }'
        Set-Content $node/package-lock.json '{ "name": "node", "lockfileVersion": 3, "packages": { "": { "dependencies": { "left-pad": "1" } } } }'
        Set-Content $node/index.js 'exports.handler = async () => 1;'
        $slow = New-Item -ItemType Directory "$TestDrive/slow"
        Set-Content $slow/npm "#!/bin/sh`
case `"`$*`" in *version*) echo 10.0.0;; *) echo fetching >&2; sleep 8$PID;; esac"
        chmod +x $slow/npm
        $path, $env:PATH = $env:PATH, "$slow$([IO.Path]::PathSeparator)$env:PATH"

        function ControlLab([string] $What, [hashtable] $Wish) {
            Invoke-RestMethod "$env:LAMBDAIMAGE_LAB_AWS/_lab/$What" -Method Post -Body ($Wish | ConvertTo-Json -Depth 5) | Out-Null
        }

        function Interrupt([string] $Mark, [string] $Cmdlet, [string] $Verb, [hashtable] $Options) {
            $words = if ($Where -eq 'PowerShell') {
                $line = $Options.GetEnumerator().ForEach{ if ($_.Value -is [bool]) { "-$($_.Key)"; return }; "-$($_.Key) $(@($_.Value).ForEach{ "'$($_ -replace "'", "''")'" } -join ', ')" } -join ' '
                'shell', (Get-StagedModule), "$Cmdlet $line", $Mark
            } else {
                'program', $Mark, 'dotnet', $tool, $Verb
                $Options.GetEnumerator().ForEach{
                    $option = '--' + (($_.Key -creplace '(?<!^)([A-Z])', '-$1').ToLowerInvariant() -replace '^function-name$', 'function')
                    if ($_.Value -is [bool]) { $option; return }
                    if ($_.Key -eq 'Path') { $_.Value; return }
                    foreach ($value in $_.Value) { $option; $value }
                }
            }

            python3 $PSScriptRoot/console.py @words | ConvertFrom-Json
        }
    }

    BeforeEach {
        $idle = if ($Where -eq 'PowerShell') { python3 $PSScriptRoot/console.py shell (Get-StagedModule) "'be' + 'gun'; Start-Sleep 60" begun }
        else { python3 $PSScriptRoot/console.py program begun python3 -c 'import time; print("be" + "gun", flush=True); time.sleep(60)' }
        $idle = [Math]::Min(1, ($idle | ConvertFrom-Json).seconds)
    }

    AfterAll {
        $env:PATH = $path
        Stop-Process $busy
    }

    It 'ends <What> in <Where>' -ForEach $cases {
        $function = "$name-$Id-$($Where.Length)"
        dotnet $tool update --function $function --image-uri "${repository}:1" --role $env:LAMBDAIMAGE_LAB_ROLE_ARN --alias live | Out-Null
        if ($Id -eq 'wait') { ControlLab function @{ name = $function; nextUpdate = @{ seconds = 20 } } }
        $digest = aws ecr describe-images --repository-name $name --image-ids "imageTag=$Image" --query 'imageDetails[0].imageDigest' --output text

        $stopped = Interrupt -Mark $Mark -Cmdlet Update-LambdaFunctionImage -Verb update -Options (@{ FunctionName = $function; ImageUri = "${repository}:2" } + $Options)

        $stopped.seconds - $idle | Should -BeLessThan $limit
        $stopped.screen -replace '\s+', ' ' | Should -Match ($Says -replace ' ', '\s+')
        aws lambda get-alias --function-name $function --name live --query 'FunctionVersion' --output text | Should -Be 1
        if ($Id -ne 'bake') { aws lambda get-function --function-name $function --query 'Code.ResolvedImageUri' --output text | Should -Be "$repository@$digest" }
        docker ps --all --format '{{.Image}}' | Should -Not -Match $name
        podman ps --all --format '{{.Image}}' 2>$null | Should -Not -Match $name
    }

    It 'ends <Cmdlet> while AWS is busy in <Where>' -ForEach $busyCases {
        $stopped = Interrupt -Mark 'attempt 1' -Cmdlet $Cmdlet -Verb $Verb -Options ($Options + $asBusy)

        $stopped.seconds - $idle | Should -BeLessThan $limit
    }

    It 'ends the deployment of a whole service while AWS is busy in <Where>' -ForEach $places {
        Set-Content "$TestDrive/lambda-image.yml" "service: shop`nfunctions:`n  api: { uri: '${repository}:1' }"
        $stopped = Interrupt -Mark 'attempt 1' -Cmdlet Deploy-LambdaImage -Verb deploy -Options ($asBusy + @{ Path = $TestDrive })

        $stopped.seconds - $idle | Should -BeLessThan $limit
    }

    It 'ends a tool that fetches dependencies in <Where>, and what it runs' -ForEach $places {
        $stopped = Interrupt -Mark fetching -Cmdlet Build-LambdaImage -Verb build -Options @{ Path = $node; DependencyInstall = 'Host'; Engine = 'Daemonless'; Verbose = $true }

        $stopped.seconds - $idle | Should -BeLessThan $limit
        [Threading.SpinWait]::SpinUntil({ -not (Get-Process sleep -ErrorAction Ignore | Where-Object CommandLine -Match "8$PID") }, [timespan]::FromSeconds(5)) | Should -BeTrue
    }

    It 'ends a function on this machine in <Where>, with <Engine>' -ForEach @(
        foreach ($place in 'PowerShell', 'the tool') { foreach ($program in 'Docker', 'Podman') { @{ Where = $place; Engine = $program } } }
    ) {
        $stopped = Interrupt -Mark started -Cmdlet Invoke-LambdaImage -Verb invoke -Options @{
            Image = "${repository}:1"; Entrypoint = '/bin/busybox'; Command = 'sh', '-c', 'trap : TERM; echo st""arted; sleep 60'; Engine = $Engine; Timeout = '60'
        }

        $stopped.seconds - $idle | Should -BeLessThan $limit
        docker ps --all --format '{{.Names}}' | Should -Not -Match 'lambdaimage-invoke'
        podman ps --all --format '{{.Names}}' 2>$null | Should -Not -Match 'lambdaimage-invoke'
    }

    It 'ends the wait for a scan in <Where>' -ForEach @{ Where = 'PowerShell' }, @{ Where = 'the tool' } {
        ControlLab scan @{ repository = $name; seconds = 60 }

        $stopped = Interrupt -Mark "Scan $name" -Cmdlet Test-LambdaImageScan -Verb scan -Options @{ ImageUri = "${repository}:1" }

        $stopped.seconds - $idle | Should -BeLessThan $limit
    }
}
