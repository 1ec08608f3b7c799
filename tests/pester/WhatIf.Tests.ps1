# -WhatIf against the lab: what is told is what would be done, and files, registry and AWS stay as they are.
Describe '-WhatIf' -Skip:(-not $env:LAMBDAIMAGE_LAB) {
    BeforeAll {
        Set-StrictMode -Version Latest
        $ErrorActionPreference = 'Stop'
        $PSNativeCommandUseErrorActionPreference = $true
        Import-Module $PSScriptRoot/doubles/Doubles.psm1
        Import-Module (Get-StagedModule) -Force
        $name = "whatif-$PID"
        $new = "whatif-new-$PID"
        $app = New-Item -ItemType Directory (Join-Path $TestDrive app)
        Set-Content (Join-Path $app package.json) '{ "type": "module", "engines": { "node": "22.x" } }'
        Set-Content (Join-Path $app index.mjs) 'export const handler = async () => 1;'
        Set-Content (Join-Path $app serverless.yml) "service: shop`nprovider: { name: aws, runtime: nodejs22.x }`nfunctions: { api: { handler: index.handler } }"
        $common = @{ InformationAction = 'SilentlyContinue'; WarningAction = 'SilentlyContinue' }
        $own = @{ Name = $name; Framework = 'Node.js' }
        $deployed = Get-LambdaProject $app @own | New-LambdaDockerfile | Build-LambdaImage @common | Publish-LambdaImage -Repository $name -Tag v1 |
            Update-LambdaFunctionImage $name -Alias live -Role $env:LAMBDAIMAGE_LAB_ROLE_ARN
        $image = Get-LambdaProject $app @own | New-LambdaDockerfile | Build-LambdaImage @common
        Set-Content (Join-Path $app index.mjs) 'export const handler = async () => 2;'
        $next = Get-LambdaProject $app @own | New-LambdaDockerfile | Build-LambdaImage @common
        $second = $next | Publish-LambdaImage -Repository $name -Tag v2
        $null = $second | Update-LambdaFunctionImage $name -Alias live
        # One that nothing runs.
        Set-Content (Join-Path $app index.mjs) 'export const handler = async () => 3;'
        $null = Get-LambdaProject $app @own | New-LambdaDockerfile | Build-LambdaImage @common | Publish-LambdaImage -Repository $name -Tag v3
        Remove-Item (Join-Path $app Dockerfile), (Join-Path $app .dockerignore) -ErrorAction Ignore

        # All that could have been changed, as text; the cache is not among it: planning may build to say what would be sent.
        function State {
            Get-ChildItem $app -Recurse -Force -File | Sort-Object FullName | ForEach-Object { "$($_.FullName) $((Get-FileHash $_.FullName).Hash)" }
            & $env:LAMBDAIMAGE_LAB_PYTHON $PSScriptRoot/../lab/snapshot.py $PID eu-west-1 eu-north-1
        }

        # What a console shows under -WhatIf goes to the host only.
        function Told([scriptblock] $command) {
            $path = Join-Path $TestDrive "$([guid]::NewGuid()).txt"
            Start-Transcript $path | Out-Null
            try { $null = & $command } finally { Stop-Transcript | Out-Null }
            Get-Content $path | Where-Object { $_ -like 'What if: *' }
        }

        $state = State
        $before = $env:LAMBDAIMAGE_CACHE
        $env:LAMBDAIMAGE_CACHE = (New-Item -ItemType Directory -Force (Join-Path $TestDrive cache)).FullName
    }

    AfterAll { $env:LAMBDAIMAGE_CACHE = $before }

    It 'of <what> tells it and changes nothing' -ForEach @(
        @{ what = 'New-LambdaDockerfile'; command = { New-LambdaDockerfile $app @own -WhatIf }; told = '*Dockerfile*' }
        @{ what = 'Import-LambdaImageConfiguration'; command = { Import-LambdaImageConfiguration $app -WhatIf }; told = '*lambda-image.yml*' }
        @{ what = 'Test-LambdaDockerfile'; command = { New-LambdaDockerfile $app @own -TextOnly | Test-LambdaDockerfile -ReportPath (Join-Path $app findings.sarif) -WhatIf }; told = '*findings.sarif*' }
        @{ what = 'Build-LambdaImage'; command = { Build-LambdaImage $app @own -Output (Join-Path $app out) -WhatIf }; told = '*Dockerfile*', '*whatif*' }
        @{ what = 'Publish-LambdaImage'; command = { $next | Publish-LambdaImage -Repository $new -Tag v9 -WhatIf }; told = '*$new*' }
        @{ what = 'Copy-LambdaImage'; command = { Copy-LambdaImage $deployed.ImageUri -ToRegion eu-north-1 -WhatIf }; told = '*eu-north-1*' }
        @{ what = 'Export-LambdaImage'; command = { Export-LambdaImage $deployed.ImageUri (Join-Path $app image.tar) -WhatIf }; told = '*image.tar*' }
        @{ what = 'Update-LambdaFunctionImage'; command = { Update-LambdaFunctionImage $name $deployed.ImageUri -MemorySize 512 -Alias live -WhatIf }; told = '*$name*' }
        @{ what = 'Update-LambdaFunctionImage of a new function'; command = { $second | Update-LambdaFunctionImage $new -Role $env:LAMBDAIMAGE_LAB_ROLE_ARN -WhatIf }; told = '*$new*' }
        @{ what = 'Restore-LambdaFunctionImage'; command = { Restore-LambdaFunctionImage $name -Alias live -WhatIf }; told = '*live*' }
        @{ what = 'Clear-LambdaImageRepository'; command = { Clear-LambdaImageRepository $name -KeepLast 0 -KeepDays 0 -WhatIf }; told = '*$name*' }
        @{ what = 'Remove-LambdaFunctionImage'; command = { Remove-LambdaFunctionImage $name -Force -WhatIf }; told = '*$name*' }
        @{ what = 'Deploy-LambdaImage'; command = { Deploy-LambdaImage $app $new @own -Repository $new -Role $env:LAMBDAIMAGE_LAB_ROLE_ARN -WhatIf }; told = '*$new*' }
    ) {
        $lines = Told $command
        $lines | Should -Not -BeNullOrEmpty
        foreach ($text in $told) { $lines -like $ExecutionContext.InvokeCommand.ExpandString($text) | Should -Not -BeNullOrEmpty -Because ($lines -join "`n") }
        State | Should -Be $state
    }

    It 'is followed by exactly that' {
        $lines = Told { $next | Publish-LambdaImage -Repository $new -Tag v9 -WhatIf }
        $done = $next | Publish-LambdaImage -Repository $new -Tag v9
        $done.RepositoryCreated | Should -BeTrue
        "$lines" | Should -Match 'repository'
        "$lines" | Should -Match "$($done.Layers.Where{ $_.Transfer -eq 'Uploaded' }.Count) "
    }
}
