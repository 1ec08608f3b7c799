# The scheduled rebuild: the script itself against the lab, and each scheduler's file with the command that it would run.
Describe 'The scheduled rebuild' {
    BeforeAll {
        Set-StrictMode -Version Latest
        $ErrorActionPreference = 'Stop'
        $PSNativeCommandUseErrorActionPreference = $true
        Import-Module $PSScriptRoot/doubles/Doubles.psm1
        $sample = (Resolve-Path "$PSScriptRoot/../../docs/samples/scheduled-rebuild").ProviderPath
        $app = Join-Path $TestDrive shop
        Copy-Item -Recurse "$sample/../node-handler" $app
        $log = Join-Path $TestDrive rebuild.log
        $name = "rebuild-$PID"

        # What a scheduler's line says, on this machine: its paths, its function, and the staged module on the module path.
        function Run([string] $Command) {
            $here = $Command
            $meant = @{
                '/srv/rebuild.ps1' = "$sample/rebuild.ps1"; '/srv/shop' = $app; '/var/log/lambda-image/shop.log' = $log
                '-FunctionName shop' = "-FunctionName $name"; 'pwsh ' = "$((Get-Process -Id $PID).Path) "
            }
            foreach ($each in $meant.GetEnumerator()) { $here = $here.Replace($each.Key, $each.Value) }
            $kept = @(Get-ChildItem env: | Where-Object Name -match '^(AWS|LAMBDAIMAGE|NO_PROXY|DOTNET_ROOT)' | ForEach-Object { "$($_.Name)=$($_.Value)" })
            $PSNativeCommandUseErrorActionPreference = $false
            # cron and systemd start with hardly any environment.
            env -i "HOME=$HOME" "PATH=$env:PATH" "PSModulePath=$(Split-Path (Get-StagedModule))" @kept /bin/sh -c $here | Out-Null
            $LASTEXITCODE
        }

        $line = (Get-Content "$sample/lambda-image-rebuild.cron" | Where-Object { $_ -match '^\d' })
        $cron = [regex]::Match($line, '^(?<when>(\S+ ){5})(?<user>\S+) (?<command>.+)$')
        $service = (Get-Content "$sample/lambda-image-rebuild.service" | Where-Object { $_ -match '^ExecStart=' }) -replace '^ExecStart=/usr/bin/env '
    }

    It 'has a line for cron with five times, a user and a command' {
        $cron.Success | Should -BeTrue
        foreach ($time in $cron.Groups['when'].Value.Trim() -split ' ') { $time | Should -Match '^(\*|\d{1,2})$' }
    }

    It 'runs the same from cron and from systemd' { $service | Should -Be $cron.Groups['command'].Value }

    It 'has units that systemd understands' -Skip:(-not (Get-Command systemd-analyze -ErrorAction Ignore)) {
        $PSNativeCommandUseErrorActionPreference = $false
        Copy-Item "$sample/lambda-image-rebuild.*" $TestDrive
        $said = systemd-analyze verify "$TestDrive/lambda-image-rebuild.service" "$TestDrive/lambda-image-rebuild.timer" 2>&1 | Where-Object { $_ -match 'lambda-image-rebuild' }
        $said | Should -BeNullOrEmpty
    }

    It 'fails with 1 and says what to do, in the log too' -Skip:(-not $env:LAMBDAIMAGE_LAB) {
        Run ($cron.Groups['command'].Value.Replace('/srv/shop ', '/srv/nowhere ')) | Should -Be 1
        Get-Content -Raw $log | Should -Match 'Failed: .*nowhere'
        Get-Content -Raw $log | Should -Match 'To do: '
    }

    Context 'with a function in the lab' -Skip:(-not $env:LAMBDAIMAGE_LAB) {
        BeforeAll {
            # Base images of our own, so that a newer one can be put under the same tag.
            function SetBase([string] $From) {
                $source, $target = "$env:LAMBDAIMAGE_LAB_REGISTRY/public.ecr.aws/lambda/$From", "$env:LAMBDAIMAGE_LAB_REGISTRY/$name/lambda/nodejs:24"
                skopeo copy -q --all --src-tls-verify=false --dest-tls-verify=false "docker://$source" "docker://$target"
            }

            SetBase nodejs:24
            $mirrors = $env:LAMBDAIMAGE_REGISTRY_MIRRORS
            $env:LAMBDAIMAGE_REGISTRY_MIRRORS = "public.ecr.aws=$env:LAMBDAIMAGE_LAB_REGISTRY/$name"
            Import-Module (Get-StagedModule)
            Deploy-LambdaImage $app $name -Role $env:LAMBDAIMAGE_LAB_ROLE_ARN -InformationAction SilentlyContinue | Out-Null
        }

        AfterAll { $env:LAMBDAIMAGE_REGISTRY_MIRRORS = $mirrors }

        It 'changes nothing while the base image is the same, run by cron' {
            Run $cron.Groups['command'].Value | Should -Be 0
            (Get-Content $log)[-1] | Should -Match " NoChange: $name "
        }

        It 'updates the function when the base image is new, run by systemd' {
            # Any other image will do: nobody runs it here.
            SetBase python:3.13
            Run $service | Should -Be 0
            (Get-Content $log)[-1] | Should -Match " Updated: $name runs .*@sha256:"
            $running = (aws lambda get-function --function-name $name | ConvertFrom-Json).Code.ResolvedImageUri
            (Get-Content $log)[-1] | Should -BeLike "*$running"
        }

        It 'is what Windows Task Scheduler runs' {
            Import-Module $PSScriptRoot/doubles/ScheduledTasks.psm1

            $task = & "$sample/Register-Rebuild.ps1" -Path $app -FunctionName $name -LogPath $log
            $task.Name | Should -Be "Rebuild $name"
            $task.Trigger.Day | Should -Be Monday
            $task.Settings.Limit | Should -Be ([timespan]'01:00')
            Run "'$($task.Action.Execute)' $($task.Action.Argument)" | Should -Be 0
            (Get-Content $log)[-1] | Should -Match " NoChange: $name "
        }
    }
}
