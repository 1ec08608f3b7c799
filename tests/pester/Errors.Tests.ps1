BeforeAll {
    Set-StrictMode -Version Latest
    Import-Module $PSScriptRoot/doubles/Doubles.psm1
    $engine = Import-RecordedLambdaImage $TestDrive
    $app = (New-Item -ItemType Directory (Join-Path $TestDrive app)).FullName
    $other = (New-Item -ItemType Directory (Join-Path $TestDrive other)).FullName
}

Describe 'An error of the engine' {
    BeforeAll {
        $engine::Reset()
        $engine::FailWith('DockerfileInvalid', 'FROM is missing.', 'Start the file with FROM.', '/app/Dockerfile', 7)
        Get-LambdaProject $app -ErrorAction SilentlyContinue -ErrorVariable problems
        $problem = $problems[0]
    }

    It 'has its kind as id' { $problem.FullyQualifiedErrorId | Should -Be 'DockerfileInvalid,LambdaImage.Commands.GetLambdaProjectCommand' }

    It 'has a category' { $problem.CategoryInfo.Category | Should -Be ParserError }

    It 'names what it is about' { $problem.TargetObject | Should -Be $app }

    It 'says what to do next' { $problem.ErrorDetails.RecommendedAction | Should -Be 'Start the file with FROM.' }

    It 'points at file and line' { "$problem" | Should -Be '/app/Dockerfile:7: FROM is missing.' }

    It 'can be caught by its type' {
        $problem.Exception | Should -BeOfType LambdaImage.LambdaImageException
        $problem.Exception.Kind | Should -Be DockerfileInvalid
        $caught = try { Get-LambdaProject $app -ErrorAction Stop } catch [LambdaImage.LambdaImageException] { 'caught' }
        $caught | Should -Be caught
    }

    It 'looks as it should, without a stack trace' {
        $shown = $problem | Out-String
        $shown | Should -Match 'FROM is missing'
        $shown | Should -Match 'Start the file with FROM'
        $shown | Should -Not -Match ' at LambdaImage\.'
    }
}

Describe 'An error about one object' {
    It 'lets the next object through' {
        $engine::Reset()
        $engine::FailOn('app', 'ProjectNotRecognized')
        ($app, $other | Get-LambdaProject -ErrorAction SilentlyContinue -ErrorVariable problems).Path | Should -Be $other
        $problems | Should -HaveCount 1
    }

    It 'lets the next path of the same array through' {
        (Get-LambdaProject $app, $other -ErrorAction SilentlyContinue).Path | Should -Be $other
    }

    It 'lets the other functions be looked at' {
        $engine::FailOn('gone', 'FunctionNotFound')
        $found = Get-LambdaFunctionImage gone-a, shop, gone-b -ErrorAction SilentlyContinue -ErrorVariable problems
        $? | Should -BeFalse
        $found.FunctionName | Should -Be shop
        $problems.FullyQualifiedErrorId | Should -Be (, 'FunctionNotFound,LambdaImage.Commands.GetLambdaFunctionImageCommand' * 2)
        $problems.TargetObject | Should -Be gone-a, gone-b
        $problems.CategoryInfo.Category | Should -Be ObjectNotFound, ObjectNotFound
        { Get-LambdaFunctionImage shop, gone-a -ErrorAction Stop } | Should -Throw -ErrorId 'FunctionNotFound,*'
        $engine::FailOn('app', 'ProjectNotRecognized')
    }

    It 'is thrown with -ErrorAction Stop' {
        { Get-LambdaProject $app -ErrorAction Stop } | Should -Throw -ErrorId 'ProjectNotRecognized,LambdaImage.Commands.GetLambdaProjectCommand'
    }
}

Describe 'An error about the machine or the account' {
    It 'ends the pipeline' {
        $engine::Reset()
        $engine::FailOn('app', 'BuilderUnavailable')
        { $app, $other | Get-LambdaProject } | Should -Throw -ErrorId 'BuilderUnavailable,*'
        $engine::Requests.Count | Should -Be 1
    }
}

Describe 'A mistake of the command line' {
    It 'ends the pipeline at once: <_>' -ForEach @(
        '-AccessKey AKIA', '-SecretKey secret', '-SessionToken token', '-Permission @{ Principal = "p" }', '-FunctionUrlInvokeMode Buffered', '-FunctionUrlCors @{ MaxAge = 1 }'
    ) {
        $engine::Reset()
        $line = [scriptblock]::Create("'one', 'two' | ForEach-Object { [pscustomobject]@{ FunctionName = `$_; ImageUri = 'repo:1' } } | Update-LambdaFunctionImage $_")
        $name = $_.Split(' ')[0]
        $problem = { & $line } | Should -Throw -ErrorId 'RequestInvalid,*' -ExpectedMessage "*$name*" -PassThru
        $problem.TargetObject | Should -Be $name.TrimStart('-')
        $problem.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        $engine::Requests | Should -BeNullOrEmpty
    }

    It 'is none where one piped object has it' {
        $engine::Reset()
        $functions = [pscustomobject]@{ FunctionName = 'one'; ImageUri = 'repo:1'; AccessKey = 'AKIA' }, [pscustomobject]@{ FunctionName = 'two'; ImageUri = 'repo:1'; AccessKey = '' }
        ($functions | Update-LambdaFunctionImage -ErrorAction SilentlyContinue -ErrorVariable problems).FunctionName | Should -Be two
        $problems.FullyQualifiedErrorId | Should -BeLike 'RequestInvalid,*'
    }

    It 'is thrown once where several paths wait' {
        { Build-LambdaImage $app, $other -AccessKey AKIA } | Should -Throw -ErrorId 'RequestInvalid,*' -ExpectedMessage '*-SecretKey*'
    }
}

Describe 'A defect' {
    It 'is reported in one line, with its cause for who looks deeper' {
        $engine::Reset()
        $engine::Crash()
        Get-LambdaProject $app -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'Unexpected,*'
        "$($problems[0])" | Should -Match 'Object reference was lost\.'
        "$($problems[0])" | Should -Not -Match 'Some\.Where'
        $problems[0].Exception.InnerException | Should -BeOfType System.InvalidOperationException
    }

    It 'shows its stack trace with -Debug' {
        $debug = Get-LambdaProject $app -Debug -ErrorAction SilentlyContinue 5>&1
        "$debug" | Should -Match 'RecordingEngine|ScriptedPlan|LambdaImageEngine'
    }
}

Describe 'A cmdlet whose engine is missing' {
    It 'says so like any other defect' {
        $broken = Join-Path $TestDrive broken
        Copy-Item -Recurse (Get-Module LambdaImage).ModuleBase $broken
        Remove-Item (Join-Path $broken 'bin/engine/*')
        Rename-Item (Join-Path $broken LambdaImage.psd1) broken.psd1
        $script = "Import-Module '$broken'; try { Get-LambdaProject '$app' -ErrorAction Stop } catch { `$_.FullyQualifiedErrorId }"
        & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command $script | Should -Be 'Unexpected,LambdaImage.Commands.GetLambdaProjectCommand'
    }
}

Describe 'A script that fails' {
    BeforeAll {
        $pwsh = (Get-Process -Id $PID).Path
        $module = (Get-Module LambdaImage).ModuleBase
        # The recording engine of a new process finds nothing wrong; the path is refused before it is asked.
        function ExitCode([string] $way, [string] $script) {
            $text = "Import-Module '$module'; $script"
            if ($way -eq '-File') { $text = (New-Item -Force (Join-Path $TestDrive script.ps1) -Value $text).FullName }
            $null = & $pwsh -NoProfile -NonInteractive $way $text 2>&1
            $LASTEXITCODE
        }
    }

    It 'ends with <code> for <script>, run by <way>' -ForEach @(
        @{ way = '-Command'; script = 'Get-LambdaProject NoSuchDrive:/x'; code = 1 }
        @{ way = '-Command'; script = 'Get-LambdaProject .'; code = 0 }
        @{ way = '-Command'; script = "`$ErrorActionPreference = 'Stop'; Get-LambdaProject NoSuchDrive:/x; exit 0"; code = 1 }
        @{ way = '-File'; script = "`$ErrorActionPreference = 'Stop'; Get-LambdaProject NoSuchDrive:/x; exit 0"; code = 1 }
        @{ way = '-File'; script = 'Get-LambdaProject NoSuchDrive:/x; exit [int](-not $?)'; code = 1 }
        @{ way = '-File'; script = 'Get-LambdaProject .; exit [int](-not $?)'; code = 0 }
        @{ way = '-File'; script = 'try { Get-LambdaProject NoSuchDrive:/x -ErrorAction Stop } catch [LambdaImage.LambdaImageException] { exit 7 }'; code = 7 }
    ) {
        ExitCode $way $script | Should -Be $code
    }
}
