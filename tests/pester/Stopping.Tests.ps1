# Ctrl+C while real work is going on: the prompt is back within a second, and nothing is left running or lying about.
BeforeDiscovery {
    $engines = @('Docker', 'Podman', 'Buildah').Where{ Get-Command $_.ToLowerInvariant() -ErrorAction Ignore }
}

Describe 'Ctrl+C' -Skip:(-not $env:LAMBDAIMAGE_LAB) {
    BeforeAll {
        Set-StrictMode -Version Latest
        $ErrorActionPreference = 'Stop'
        Import-Module $PSScriptRoot/doubles/Doubles.psm1
        $module = Get-StagedModule
        Import-Module $module -Force
        $name = "stopping-$PID"
        $before = $env:TMPDIR, $env:LAMBDAIMAGE_CACHE
        $env:TMPDIR = (New-Item -ItemType Directory (Join-Path $TestDrive tmp)).FullName
        $env:LAMBDAIMAGE_CACHE = (New-Item -ItemType Directory (Join-Path $TestDrive cache)).FullName

        # Many files, and one that does not compress.
        $app = (New-Item -ItemType Directory (Join-Path $TestDrive huge)).FullName
        Set-Content (Join-Path $app package.json) '{ "type": "module", "engines": { "node": "22.x" } }'
        Set-Content (Join-Path $app index.mjs) 'export const handler = async () => 1;'
        foreach ($i in 1..150) {
            $folder = [IO.Directory]::CreateDirectory((Join-Path $app "src/f$i")).FullName
            foreach ($j in 1..150) { [IO.File]::WriteAllText("$folder/m$j.js", "export const m = '$i/$j';") }
        }
        $bytes = [byte[]]::new(150MB)
        [Random]::Shared.NextBytes($bytes)
        [IO.File]::WriteAllBytes((Join-Path $app data.bin), $bytes)

        # One that goes on for ever, and can be told from all others.
        $endless = (New-Item -ItemType Directory (Join-Path $TestDrive endless)).FullName
        Set-Content (Join-Path $endless Dockerfile) "FROM public.ecr.aws/lambda/nodejs:22`nRUN echo begun && sleep 7$PID`nCMD [`"index.handler`"]"

        # Enumerating a stream waits until it is closed; ReadAll does not.
        # Starts a line in a runspace of its own, stops it at a sign, and gives the seconds that took.
        function StopAt([string] $line, [scriptblock] $sign) {
            $shell = [powershell]::Create()
            try {
                $null = $shell.AddScript("Import-Module '$module'").Invoke()
                $shell.Commands.Clear()
                $running = $shell.AddScript("`$image = `$args[0]; $line").AddArgument($image).BeginInvoke()
                $limit = [datetime]::UtcNow.AddMinutes(2)
                $seen = $false
                while (-not $seen -and -not $running.AsyncWaitHandle.WaitOne(20) -and [datetime]::UtcNow -lt $limit) { $seen = & $sign $shell.Streams }
                $seen | Should -BeTrue -Because "it should have come so far: $($shell.Streams.Error.ReadAll())"
                $running.IsCompleted | Should -BeFalse -Because "it should still be at it: $($shell.Streams.Error.ReadAll())"
                (Measure-Command { $shell.Stop() }).TotalSeconds
                $shell.Streams.Error | Should -BeNullOrEmpty
            }
            finally { $shell.Dispose() }
        }

        function Progress([string] $activity) { { param($streams) $streams.Progress.ReadAll().Where{ $_.Activity -like $activity }.Count -gt 0 }.GetNewClosure() }
        function Leftovers { Get-ChildItem $env:TMPDIR, (Join-Path $env:LAMBDAIMAGE_CACHE builds) -Force -ErrorAction Ignore }
        function Sleepers { Get-Process sleep -ErrorAction Ignore | Where-Object CommandLine -Match "7$PID" }
        $image = $null
    }

    AfterAll { $env:TMPDIR, $env:LAMBDAIMAGE_CACHE = $before }

    It 'stops looking at a large folder' {
        StopAt "while (`$true) { Get-LambdaProject '$app' }" { param($streams) $streams.Warning.Count -gt 0 } | Should -BeLessThan 1
    }

    It 'stops carrying out a Dockerfile without an engine' {
        StopAt "Build-LambdaImage '$app' -Engine Daemonless" (Progress 'Carry out*') | Should -BeLessThan 1
        Leftovers | Should -BeNullOrEmpty
    }

    It 'stops compressing layers' {
        StopAt "Build-LambdaImage '$app' -Engine Daemonless" (Progress 'Layer of*') | Should -BeLessThan 1
        Leftovers | Should -BeNullOrEmpty
    }

    It 'stops a build with <_>, and what it runs' -ForEach $engines {
        StopAt "Build-LambdaImage '$endless' -Dockerfile Dockerfile -Engine $_ -Name $name" { param($streams) $streams.Information.ReadAll().Where{ "$_" -match '^(#\d+ [\d.]+ )?begun' }.Count -gt 0 } | Should -BeLessThan 1
        Leftovers | Should -BeNullOrEmpty
        [Threading.SpinWait]::SpinUntil({ -not (Sleepers) }, [timespan]::FromSeconds(15)) | Should -BeTrue -Because 'the engine ends its container'
    }

    Context 'with an image' {
        BeforeAll {
            $image = Get-LambdaProject $app -Name $name -WarningAction SilentlyContinue | New-LambdaDockerfile -TextOnly -WarningAction SilentlyContinue | Build-LambdaImage -Engine Daemonless -InformationAction SilentlyContinue
            $kept = @(Leftovers).FullName
        }

        It 'stops a function in <_>, and takes container and image away' -ForEach $engines.Where{ $_ -ne 'Buildah' } {
            StopAt "`$image | Invoke-LambdaImage -Engine $_ -EntryPoint /bin/sh -Command '-c', 'trap : TERM; echo begun; sleep 7$PID' -Timeout 900" {
                param($streams) $streams.Information.ReadAll().Where{ "$_" -eq 'begun' }.Count -gt 0
            } | Should -BeLessThan 1
            @(Leftovers).FullName | Should -Be $kept
            Sleepers | Should -BeNullOrEmpty
            docker ps --all --format '{{.Names}}' | Should -Not -Match 'lambdaimage-invoke'
            podman ps --all --format '{{.Names}}' 2>$null | Should -Not -Match 'lambdaimage-invoke'
        }

        It 'stops a push' {
            StopAt "`$image | Publish-LambdaImage -Repository $name-push" (Progress 'Upload*') | Should -BeLessThan 1
            @(Leftovers).FullName | Should -Be $kept
            aws ecr describe-images --repository-name "$name-push" --query 'length(imageDetails)' --output text | Should -Be 0
        }

        It 'stops looking into an image' {
            StopAt '$image | Measure-LambdaImage' (Progress 'Read layer*') | Should -BeLessThan 1
            @(Leftovers).FullName | Should -Be $kept
        }

        It 'stops a copy' {
            $uri = ($image | Publish-LambdaImage -Repository "$name-from").ImageUri
            StopAt "Copy-LambdaImage '$uri' -Repository $name-to -ToRegion eu-north-1" (Progress 'Upload*') | Should -BeLessThan 1
            @(Leftovers).FullName | Should -Be $kept
        }

        It 'stops an export, and leaves no part of a file' {
            $uri = ($image | Publish-LambdaImage -Repository "$name-from").ImageUri
            $to = (New-Item -ItemType Directory (Join-Path $TestDrive exported)).FullName
            StopAt "Export-LambdaImage '$uri' '$to/image.tar'" { param($streams) $streams.Progress.ReadAll().Where{ $_.StatusDescription -like '*image.tar*' -or $_.Activity -like '*image*' }.Count -gt 0 } | Should -BeLessThan 1
            Get-ChildItem $to -Force | Should -BeNullOrEmpty
            @(Leftovers).FullName | Should -Be $kept
        }

        It 'stops an import' {
            $archive = (Export-LambdaImage $image (Join-Path $TestDrive whole.tar)).Path
            # Else the repositories of the tests before lend it all layers.
            Remove-Item (Join-Path $env:LAMBDAIMAGE_CACHE places) -Recurse -ErrorAction Ignore
            StopAt "Import-LambdaImage '$archive' -Repository $name-import" (Progress 'Upload*') | Should -BeLessThan 1
            @(Leftovers).FullName | Should -Be $kept
            aws ecr describe-images --repository-name "$name-import" --query 'length(imageDetails)' --output text | Should -Be 0
        }
    }
}
