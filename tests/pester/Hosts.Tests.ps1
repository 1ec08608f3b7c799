# Wherever PowerShell runs: side by side, in jobs, without a console or any host, with a language that is cut down.
BeforeAll {
    Set-StrictMode -Version Latest
    $ErrorActionPreference = 'Stop'
    Import-Module $PSScriptRoot/doubles/Doubles.psm1
    $module = Get-StagedModule
    Import-Module $module -Force
    $sample = (Resolve-Path "$PSScriptRoot/../../docs/samples/hello-bootstrap").ProviderPath

    function App([string] $name) {
        $folder = Join-Path $TestDrive $name
        Copy-Item -Recurse $sample $folder
        # Each its own image: equal ones would share a build.
        Set-Content -LiteralPath (Join-Path $folder who.txt) $name
        $folder
    }

    # The pipe as far as it goes without AWS.
    $pipe = {
        param([string] $app, [string] $module)
        Set-StrictMode -Version Latest
        $ErrorActionPreference = 'Stop'
        Import-Module $module
        Get-LambdaProject -LiteralPath $app | New-LambdaDockerfile -Force | Build-LambdaImage -InformationAction SilentlyContinue
    }

    # The image that every host must come to.
    $apps = 'one', 'two', 'three', 'four' | ForEach-Object { App $_ }
    $digests = $apps | ForEach-Object { (& $pipe $_ $module).Digest }
}

Describe 'Side by side' {
    It 'builds with ForEach-Object -Parallel' {
        $code = "$pipe"
        $images = $apps | ForEach-Object -ThrottleLimit 4 -Parallel { & ([scriptblock]::Create($using:code)) $_ $using:module }
        $images.Digest | Sort-Object | Should -Be ($digests | Sort-Object)
    }

    It 'builds in thread jobs' {
        $images = $apps | ForEach-Object { Start-ThreadJob $pipe -ArgumentList $_, $module } | Receive-Job -Wait -AutoRemoveJob
        $images.Digest | Sort-Object | Should -Be ($digests | Sort-Object)
    }

    It 'builds in a job of another process, and its record comes back' {
        $image = Start-Job $pipe -ArgumentList $apps[0], $module | Receive-Job -Wait -AutoRemoveJob
        $image.Digest | Should -Be $digests[0]
        $image.PSObject.TypeNames[0] | Should -Be LambdaImage.BuiltLambdaImage
    }

    It 'builds in a pool of runspaces that have the module from their start' {
        $start = [initialsessionstate]::CreateDefault2()
        $start.ImportPSModule($module)
        $pool = [runspacefactory]::CreateRunspacePool(1, 4, $start, $Host)
        $pool.Open()
        try {
            $runs = foreach ($app in $apps) {
                $shell = [powershell]::Create()
                $shell.RunspacePool = $pool
                $shell.AddCommand('Build-LambdaImage').AddParameter('LiteralPath', $app) | Out-Null
                @{ Shell = $shell; Wait = $shell.BeginInvoke() }
            }
            $runs.ForEach{ $_.Shell.EndInvoke($_.Wait) }.Digest | Should -Be $digests
        }
        finally { $pool.Dispose() }
    }

    It 'keeps going in one runspace while another removes the module' {
        $code = "$pipe"
        $images = 1..6 | ForEach-Object -ThrottleLimit 3 -Parallel {
            & ([scriptblock]::Create($using:code)) ($using:apps)[$_ % 4] $using:module
            Remove-Module LambdaImage
        }
        $images | Should -HaveCount 6
        Get-LambdaProject $apps[0] | Should -Not -BeNullOrEmpty
    }

    It 'deploys side by side' -Skip:(-not $env:LAMBDAIMAGE_LAB) {
        $done = 0..3 | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module $using:module
            $name = "hosts-$using:PID-$_"
            Deploy-LambdaImage ($using:apps)[$_] $name -Name $name -Role $env:LAMBDAIMAGE_LAB_ROLE_ARN -InformationAction SilentlyContinue
        }
        $done.Change | Should -Be (@('Created') * 4)
        $done.Image.Image.Digest | Sort-Object | Should -Be ($digests | Sort-Object)
    }
}

Describe 'Without a console' {
    BeforeAll {
        $script = Join-Path $TestDrive build.ps1
        Set-Content $script "param(`$app) `$ErrorActionPreference = 'Stop'; Import-Module '$module'; (Build-LambdaImage -LiteralPath `$app).Digest"
        $powershell = (Get-Process -Id $PID).Path
    }

    It 'builds when standard input is closed and there is no terminal' -Skip:(-not (Get-Command setsid -ErrorAction Ignore)) {
        $said = @(bash -c 'TERM=dumb setsid -w "$0" -NoProfile -NonInteractive -File "$1" "$2" 2>&1 <&-' $powershell $script $apps[0])
        $said | Should -Be $digests[0]
    }

    It 'ends with exit code 1 and words, not a prompt, where something goes wrong' {
        $said = bash -c '"$0" -NoProfile -NonInteractive -File "$1" "$2" 2>&1 </dev/null; echo "code $?"' $powershell $script (Join-Path $TestDrive nowhere)
        $said[-1] | Should -Be 'code 1'
        $said -join '' | Should -Match 'nowhere'
    }

    It 'builds where there is no host at all, with every stream on' {
        $shell = [powershell]::Create()
        try {
            $shell.AddCommand('Import-Module').AddParameter('Name', $module).Invoke() | Out-Null
            $shell.Commands.Clear()
            $shell.AddCommand('Build-LambdaImage').AddParameter('LiteralPath', $apps[1]).AddParameter('Verbose').AddParameter('Debug') | Out-Null
            $shell.Invoke().Digest | Should -Be $digests[1]
            $shell.Streams.Error | Should -BeNullOrEmpty
            $shell.Streams.Verbose | Should -Not -BeNullOrEmpty
        }
        finally { $shell.Dispose() }
    }

    It 'says how to agree beforehand where nobody can be asked' {
        $shell = [powershell]::Create()
        try {
            $shell.AddScript("Import-Module '$module'; Build-LambdaImage -LiteralPath '$($apps[0])' -Confirm").Invoke() | Should -BeNullOrEmpty
            $shell.Streams.Error[0].FullyQualifiedErrorId | Should -BeLike 'RequestInvalid,*'
            $shell.Streams.Error[0].ErrorDetails.RecommendedAction | Should -BeLike '*-Confirm:$false*'
        }
        finally { $shell.Dispose() }
        Invoke-PowerShell "Import-Module '$module'; try { Build-LambdaImage -LiteralPath '$($apps[0])' -Confirm } catch { `$_.ErrorDetails.RecommendedAction }" | Should -BeLike '*-Confirm:$false*'
    }
}

Describe 'A language that is cut down' {
    It 'builds in constrained language mode' {
        $said = Invoke-PowerShell @"
            Import-Module '$module'
            `$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'
            `$image = Get-LambdaProject '$($apps[2])' | New-LambdaDockerfile -Force | Build-LambdaImage -Label @{ team = 'shop' }
            `$image | Format-List | Out-String | Out-Null
            `$image.Digest
            try { [System.IO.File]::Exists('/') } catch { 'constrained' }
"@
        $said[0] | Should -Match '^sha256:'
        $said[1] | Should -Be constrained
    }

    It 'builds in a session of JEA that sees our cmdlets only' {
        $file = Join-Path $TestDrive deployer.pssc
        New-PSSessionConfigurationFile -Path $file -SessionType RestrictedRemoteServer -LanguageMode NoLanguage -ModulesToImport LambdaImage -VisibleProviders FileSystem -VisibleCmdlets 'LambdaImage\*'
        $modulePath, $env:PSModulePath = $env:PSModulePath, "$(Split-Path $module):$env:PSModulePath"
        $runspace = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateFromSessionConfigurationFile($file, { $false }, $true))
        $runspace.Open()
        $shell = [powershell]::Create()
        $shell.Runspace = $runspace
        try {
            $shell.AddCommand('Get-LambdaProject').AddParameter('LiteralPath', $apps[3]).AddCommand('New-LambdaDockerfile').AddParameter('Force').AddCommand('Build-LambdaImage').Invoke().Digest |
                Should -Be $digests[3]
            $shell.Commands.Clear()
            { $shell.AddCommand('Get-ChildItem').Invoke() } | Should -Throw '*Get-ChildItem*not recognized*'
        }
        finally {
            $env:PSModulePath = $modulePath
            $shell.Dispose()
            $runspace.Dispose()
        }
    }
}
