BeforeAll {
    Set-StrictMode -Version Latest
    $ErrorActionPreference = 'Stop'
    Import-Module $PSScriptRoot/doubles/Doubles.psm1
    $engine = Import-RecordedLambdaImage $TestDrive
    $app = (New-Item -ItemType Directory (Join-Path $TestDrive app)).FullName
    $module = (Get-Module LambdaImage).ModuleBase

    function Await([scriptblock] $condition) { [Threading.SpinWait]::SpinUntil($condition, [timespan]::FromSeconds(30)) | Should -BeTrue }
}

Describe 'Streams' {
    BeforeEach { $engine::Reset() }

    It 'carry every line to its stream, in order and before the result' {
        $engine::Say('Verbose', 'because')
        $engine::Say('Build', 'Step 1')
        $engine::Say('Warning', 'careful')
        $engine::Say('Debug', 'GET /v2/')
        $engine::Say('Build', 'Step 2')
        $DebugPreference = 'Continue'
        $all = Get-LambdaProject $app -Verbose *>&1
        $all.ForEach{ "$_" }.Where{ $_ -notlike 'LambdaImage.LambdaProject*' -and $_ -notlike 'LambdaProject*' } |
            Should -Be because, 'Step 1', careful, 'GET /v2/', 'Step 2'
        $all[-1] | Should -BeOfType LambdaImage.LambdaProject
    }

    It 'keep verbose and debug lines quiet by default' {
        $engine::Say('Verbose', 'because')
        $engine::Say('Debug', 'GET /v2/')
        Get-LambdaProject $app *>&1 | Should -BeOfType LambdaImage.LambdaProject
    }

    It 'tag the output of builders' {
        $engine::Say('Build', 'Step 1')
        Get-LambdaProject $app -InformationVariable lines 6>$null | Out-Null
        $lines.Tags | Should -Contain LambdaImage.Build
        $lines.Source | Should -Be Get-LambdaProject
    }

    It 'show the output of builders at once, unless silence is asked for' {
        $import = @"
            Import-Module '$module'
            Get-LambdaProject '$app' | Out-Null
            `$engine = [AppDomain]::CurrentDomain.GetAssemblies().Where{ `$_.GetName().Name -eq 'LambdaImage.Engine' }[0]
            `$engine.GetType('LambdaImage.Engine.Script')::Say('Build', 'Step 1');
"@
        $pwsh = (Get-Process -Id $PID).Path
        & $pwsh -NoProfile -NonInteractive -Command "$import Get-LambdaProject '$app' | Out-Null" | Should -Be 'Step 1'
        & $pwsh -NoProfile -NonInteractive -Command "$import Get-LambdaProject '$app' -InformationAction SilentlyContinue | Out-Null" | Should -BeNullOrEmpty
        & $pwsh -NoProfile -NonInteractive -Command "$import Get-LambdaProject '$app' 6>`$null | Out-Null" | Should -BeNullOrEmpty
    }

    It 'carry the lines of every input' {
        $engine::Say('Verbose', 'because')
        ($app, $app | Get-LambdaProject -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }).Message | Should -Be because, because
    }

    It 'let a warning stop the work when the user wants that' {
        $engine::Say('Warning', 'careful')
        $engine::Hang = $true
        { Get-LambdaProject $app -WarningAction Stop } | Should -Throw -ErrorId 'ActionPreferenceStop,*'
        $engine::Events.ToArray() | Should -Be running, 'cleaned up', disposed
    }
}

Describe 'Progress' {
    It 'of a hundred thousand reports neither floods nor stays' {
        $engine::Reset()
        $engine::Reports = 100000
        $shell = [powershell]::Create()
        $shell.AddScript("Import-Module '$module'; Get-LambdaProject '$app'").Invoke() | Should -HaveCount 1
        $shell.Streams.Progress.Count | Should -BeLessThan 200
        $shell.Streams.Progress[-1].RecordType | Should -Be Completed
        $shell.Dispose()
    }

    It 'is not made where nobody wants it' {
        $engine::Reset()
        $engine::Reports = 1000
        $shell = [powershell]::Create()
        $shell.AddScript("`$ProgressPreference = 'SilentlyContinue'; Import-Module '$module'; Get-LambdaProject '$app'").Invoke() | Should -HaveCount 1
        $shell.Streams.Progress | Should -BeNullOrEmpty
        $shell.Dispose()
    }
}

Describe 'Asking first' {
    BeforeEach { $engine::Reset() }

    It '-WhatIf runs no plan that changes anything' {
        $file = New-LambdaDockerfile $app
        $engine::Reset()
        $file | Build-LambdaImage -WhatIf | Should -BeNullOrEmpty
        $engine::Requests.Count | Should -Be 1
        $engine::Events.ToArray() | Should -Not -Contain running
    }

    It '-WhatIf tells target and action' {
        $image = Build-LambdaImage $app
        $script = { $image | Publish-LambdaImage -Repository shop -WhatIf }
        Start-Transcript (Join-Path $TestDrive said.txt) | Out-Null
        try { & $script } finally { Stop-Transcript | Out-Null }
        Get-Content -Raw (Join-Path $TestDrive said.txt) | Should -Match 'What if: Performing the operation "Send 3 blobs \(42.1 MB\), 5 are there already" on target "shop"'
    }

    It '-WhatIf on a folder makes the Dockerfile without writing it and goes on to the build' {
        Build-LambdaImage $app -WhatIf | Should -BeNullOrEmpty
        $engine::Requests.ToArray().ForEach{ $_.GetType().Name } | Should -Be ProjectRequest, DockerfileRequest, DockerfileRequest, BuildRequest
        $engine::Requests.ToArray()[2].TextOnly | Should -BeTrue
        $engine::Requests.ToArray()[3].Dockerfile.State | Should -Be NotWritten
    }

    It 'does not ask about what changes nothing' {
        New-LambdaDockerfile $app -TextOnly -WhatIf | Should -BeOfType LambdaImage.LambdaDockerfile
    }

    It 'honours WhatIfPreference' {
        $WhatIfPreference = $true
        New-LambdaDockerfile $app | Should -BeNullOrEmpty
    }
}

Describe 'Stopping' {
    BeforeEach {
        $engine::Reset()
        $engine::Hang = $true
        $shell = [powershell]::Create()
        $shell.AddScript("Import-Module '$module'; Get-LambdaProject '$app'; 'after'") | Out-Null
    }

    AfterEach { $shell.Dispose() }

    It 'with Ctrl+C ends the work within a second, after it has cleaned up' {
        $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
        $running = $shell.BeginInvoke($output, $output)
        Await { $engine::Events.ToArray() -contains 'running' }
        $time = Measure-Command { $shell.Stop() }
        $time.TotalSeconds | Should -BeLessThan 1
        $problem = { $shell.EndInvoke($running) } | Should -Throw -PassThru
        $problem.Exception.InnerException | Should -BeOfType System.Management.Automation.PipelineStoppedException
        $engine::Events.ToArray() | Should -Be running, 'cleaned up', disposed
        $output | Should -BeNullOrEmpty
        $shell.Streams.Error | Should -BeNullOrEmpty
    }

    It 'by a later command ends the upstream work' {
        $engine::Hang = $false
        $many = $app, $app, $app
        $many | Get-LambdaProject | Select-Object -First 1 | Should -HaveCount 1
        $engine::Events.ToArray() | Should -Be running, done, disposed
    }
}

Describe 'Concurrent use' {
    It 'from several runspaces keeps the records apart' {
        $engine::Reset()
        $names = 1..20 | ForEach-Object -ThrottleLimit 5 -Parallel {
            Import-Module $using:module
            (Get-LambdaProject $using:app -Name "n$_").Name
        }
        $names | Sort-Object | Should -Be (1..20 | ForEach-Object { "n$_" } | Sort-Object)
    }
}
