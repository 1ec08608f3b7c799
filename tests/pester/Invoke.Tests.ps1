# Invoke-LambdaImage with the real engine: events from everywhere, one container for all, errors as Lambda has them, and nothing left behind.
BeforeDiscovery {
    $engines = @('Docker', 'Podman').Where{ Get-Command $_.ToLowerInvariant() -ErrorAction Ignore }
}

Describe 'Invoke-LambdaImage' -Skip:(-not $env:LAMBDAIMAGE_LAB) {
    BeforeAll {
        Set-StrictMode -Version Latest
        $ErrorActionPreference = 'Stop'
        Import-Module $PSScriptRoot/doubles/Doubles.psm1
        Import-Module (Get-StagedModule) -Force
        $cacheBefore = $env:LAMBDAIMAGE_CACHE
        $env:LAMBDAIMAGE_CACHE = Join-Path $TestDrive cache
        $app = (New-Item -ItemType Directory (Join-Path $TestDrive app)).FullName
        Set-Content (Join-Path $app package.json) '{ "type": "module", "engines": { "node": "22.x" } }'
        Set-Content (Join-Path $app index.mjs) @'
import fs from 'node:fs';
let count = 0;
export const other = async () => 'other';
export const handler = async (event) => {
  console.log('did ' + event.do);
  count++;
  if (event.do === 'throw') throw new RangeError('no such thing');
  if (event.do === 'sleep') await new Promise((later) => setTimeout(later, 600000));
  if (event.do === 'memory') { const kept = []; for (;;) kept.push(Buffer.alloc(1e7, 1)); }
  if (event.do === 'write') fs.writeFileSync('/var/task/x', 'x');
  if (event.do === 'tmp') { fs.writeFileSync('/tmp/x', 'x'); return fs.readFileSync('/tmp/x', 'utf8'); }
  return { count, event, stage: process.env.STAGE };
};
'@
        $quiet = @{ InformationAction = 'SilentlyContinue'; WarningAction = 'SilentlyContinue' }
        $image = Build-LambdaImage $app -Name "invoke$PID" -Engine Daemonless @quiet
        # Machines that run tests are slower than Lambda.
        $calm = @{ Timeout = '30s' } + $quiet
        $events = (New-Item -ItemType Directory (Join-Path $TestDrive events)).FullName
        Set-Content (Join-Path $events one.json) '{"do":"one"}'
        Set-Content (Join-Path $events throw.json) '{"do":"throw"}'
        Set-Content (Join-Path $events two.json) '{"do":"two"}'
        Push-Location $TestDrive
    }

    AfterAll {
        Pop-Location
        $env:LAMBDAIMAGE_CACHE = $cacheBefore
    }

    AfterEach {
        docker ps --all --format '{{.Names}}' | Should -Not -Match lambdaimage-invoke
        podman ps --all --format '{{.Names}}' 2>$null | Should -Not -Match lambdaimage-invoke
        docker images --format '{{.Repository}}' | Should -Not -Match lambdaimage-invoke
        podman images --format '{{.Repository}}' 2>$null | Should -Not -Match lambdaimage-invoke
        Get-ChildItem ([IO.Path]::GetTempPath()) -Filter lambdaimage-invoke-* | Should -BeNullOrEmpty
    }

    It 'answers an event in <_>' -ForEach $engines {
        $result = Build-LambdaImage $app -Name "invoke$PID" -Engine Daemonless @quiet | Invoke-LambdaImage -Payload @{ do = 'one'; list = 1, 2 } -EnvironmentVariable STAGE=test -Engine $_ @calm
        $result.FunctionError | Should -BeNullOrEmpty
        $answer = $result.Payload | ConvertFrom-Json
        $answer.event.list | Should -Be 1, 2
        $answer.stage | Should -Be test
        $result.Digest | Should -Be $image.Digest
        $result.FunctionName | Should -Be "invoke$PID"
        $result.Log -join "`n" | Should -Match 'did one'
        $result.Report | Should -Match "^REPORT RequestId: $($result.RequestId)`tDuration: [\d.]+ ms`tBilled Duration: \d+ ms`tMemory Size: 128 MB`tMax Memory Used: \d+ MB`tInit Duration: [\d.]+ ms$"
    }

    It 'shows what the function prints as it comes' {
        $null = $image | Invoke-LambdaImage -Payload '{"do":"one"}' -Timeout 30s -WarningAction SilentlyContinue -InformationVariable shown 6> $null
        "$shown" | Should -Match 'did one.*REPORT RequestId'
    }

    It 'takes an empty event where none is given, and another handler' {
        ($image | Invoke-LambdaImage -Handler index.other @calm).Payload | Should -Be '"other"'
    }

    It 'gives events from the pipe to one container: files' {
        $results = Get-ChildItem $events/*.json | Invoke-LambdaImage $image @calm -ErrorAction SilentlyContinue -ErrorVariable failed
        $results.PayloadPath | Split-Path -Leaf | Should -Be one.json, throw.json, two.json
        $results.ErrorType | Should -Be $null, RangeError, $null
        ($results[2].Payload | ConvertFrom-Json).count | Should -Be 3
        $results.InitDuration | Where-Object { $_ } | Should -HaveCount 1
        $failed | Should -HaveCount 1
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'InvocationFailed,*'
        $failed[0].Exception.Message | Should -BeLike "*failed at $events*throw.json: RangeError: no such thing"
    }

    It 'gives events from the pipe to one container: tables and texts' {
        $results = @{ do = 'one' }, '{"do":"two"}', [pscustomobject]@{ do = 'three' } | Invoke-LambdaImage $image @calm
        $results.ForEach{ ($_.Payload | ConvertFrom-Json).count } | Should -Be 1, 2, 3
    }

    It 'reads files by pattern, and says what is not there' {
        $results = Invoke-LambdaImage $image -PayloadPath events/o*.json, events/two.json @calm
        $results.ForEach{ ($_.Payload | ConvertFrom-Json).event.do } | Should -Be one, two
        { Invoke-LambdaImage $image -PayloadPath nowhere*.json @calm } | Should -Throw -ErrorId 'RequestInvalid*'
        { Invoke-LambdaImage $image -PayloadPath nowhere.json @calm } | Should -Throw -ErrorId 'RequestInvalid*'
    }

    It 'takes the file of Export-LambdaImage, and any path to one' {
        $exported = $image | Export-LambdaImage -Path ./image.tar -Force
        ($exported | Invoke-LambdaImage -Payload '{"do":"one"}' @calm).FunctionError | Should -BeNullOrEmpty
        (Get-Item ./image.tar | Invoke-LambdaImage -Payload '{"do":"one"}' @calm).FunctionError | Should -BeNullOrEmpty
        './image.tar' | Invoke-LambdaImage @calm | ForEach-Object FunctionError | Should -BeNullOrEmpty
    }

    It 'tells the end of its time as Lambda does' {
        $result = $image | Invoke-LambdaImage -Payload '{"do":"sleep"}' -Timeout 1 @quiet -ErrorAction Ignore
        $result.TimedOut | Should -BeTrue
        $result.ErrorType | Should -Be Sandbox.Timedout
        $result.ErrorMessage | Should -Match 'Task timed out after 1.00 seconds$'
    }

    It 'tells the end of its memory as Lambda does, in <_>' -ForEach $engines {
        $result = $image | Invoke-LambdaImage -Payload '{"do":"memory"}' -Engine $_ @calm -ErrorAction Ignore
        $result.ErrorType | Should -Be Runtime.OutOfMemory
        Test-Path oom | Should -BeFalse
    }

    It 'lets nothing be written but /tmp' {
        $results = @{ do = 'write' }, @{ do = 'tmp' } | Invoke-LambdaImage $image @calm -ErrorAction SilentlyContinue -ErrorVariable failed
        $results[0].ErrorMessage | Should -Match EROFS
        $results[1].Payload | Should -Be '"x"'
        $failed[0].ErrorDetails.RecommendedAction | Should -Match '/tmp'
    }

    It 'refuses an event that Lambda would refuse, and knows no image that is not there' {
        { Invoke-LambdaImage $image -Payload '{' } | Should -Throw -ErrorId 'RequestInvalid*'
        { Invoke-LambdaImage $image -Payload ('"' + 'x' * 6MB + '"') } | Should -Throw -ErrorId 'RequestInvalid*'
        { Invoke-LambdaImage "$env:LAMBDAIMAGE_LAB_REGISTRY/nobody-has-this:1" } | Should -Throw -ErrorId 'ImageNotFound*'
    }

    It 'starts nothing under -WhatIf' {
        $image | Invoke-LambdaImage -WhatIf 6>&1 | Should -BeNullOrEmpty
    }

    It 'refuses an engine on another machine, and says how to get out' {
        $before = $env:DOCKER_HOST
        $fake = (New-Item -ItemType Directory (Join-Path $TestDrive far)).FullName
        Set-Content (Join-Path $fake docker) "#!/bin/sh`ncase `"`$1`" in version) echo 28.0.0;; info) echo Ubuntu;; context) echo tcp://far.example:2376;; esac"
        chmod +x (Join-Path $fake docker)
        $pathBefore = $env:PATH
        try {
            $env:PATH = "${fake}:$env:PATH"
            { Invoke-LambdaImage $image -Engine Docker } | Should -Throw -ErrorId 'BuilderUnavailable*' -ExpectedMessage '*far.example*'
        }
        finally { $env:PATH, $env:DOCKER_HOST = $pathBefore, $before }
    }
}
