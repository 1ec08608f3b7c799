# -WhatIf against the lab: files, registry and AWS stay as they are, and the run itself then does what was told, call by call.
BeforeDiscovery {
    # Does: the calls that change something. TagResource is the note, on a new function, of the tag that its image came from.
    $push = 'InitiateLayerUpload', 'UploadLayerPart', 'CompleteLayerUpload', 'PutImage'
    $rows = @(
        @{ what = 'New-LambdaDockerfile'; command = { New-LambdaDockerfile $app @own @how }; told = '*Dockerfile*' }
        @{ what = 'Import-LambdaImageConfiguration'; command = { Import-LambdaImageConfiguration $serverless @how }; told = '*lambda-image.yml*' }
        @{ what = 'Test-LambdaDockerfile'; command = { New-LambdaDockerfile $app @own -TextOnly | Test-LambdaDockerfile -ReportPath (Join-Path $app findings.sarif) @how }; told = '*findings.sarif*' }
        @{ what = 'New-LambdaImageSbom'; command = { New-LambdaDockerfile $app @own -TextOnly | New-LambdaImageSbom -Output (Join-Path $app sbom.cdx.json) @how }; told = '*sbom.cdx.json*' }
        @{ what = 'Build-LambdaImage'; command = { Build-LambdaImage $app @own -Output (Join-Path $app out) -Force @how }; told = '*Dockerfile*', '*whatif*' }
        @{ what = 'Export-LambdaImage'; command = { Export-LambdaImage $deployed.ImageUri (Join-Path $app image.tar) @how }; told = '*image.tar*' }
        @{ what = 'Clear-LambdaImageCache'; command = { Clear-LambdaImageCache -Force @how }; told = '*Remove * entries*'; looks = { (Get-ChildItem $env:LAMBDAIMAGE_CACHE -Recurse -File).ForEach{ $_.FullName } } }
        @{ what = 'Publish-LambdaImage'; command = { $next | Publish-LambdaImage -Repository $new -Tag v9 @how }; told = '*Create the repository, let Lambda read it, then: Send 5 blobs*$new*'; does = 'CreateRepository', 'SetRepositoryPolicy', $push }
        @{ what = 'Import-LambdaImage'; command = { Import-LambdaImage $archive -Repository $new -Tag v10 @how }; told = '*$new*'; does = $push }
        @{ what = 'Copy-LambdaImage'; command = { Copy-LambdaImage $deployed.ImageUri -ToRegion eu-north-1 @how }; told = '*eu-north-1*'; does = 'CreateRepository', 'SetRepositoryPolicy', $push }
        @{ what = 'Update-LambdaImageBase'; command = { Update-LambdaImageBase $based @how }; told = '*base*'; does = $push }
        @{ what = 'Test-LambdaImageScan'; command = { Test-LambdaImageScan $deployed.ImageUri @how }; told = '*scan*'; does = 'StartImageScan' }
        @{ what = 'Invoke-LambdaImage'; command = { Invoke-LambdaImage $deployed.ImageUri @how }; told = '*1 event*'; does = @() }
        @{ what = 'Update-LambdaFunctionImage'; command = { Update-LambdaFunctionImage $name $deployed.ImageUri -MemorySize 512 -Alias live @how }; told = '*memory*512 MB*point it at*publish a version*move alias ''live''*$name*'; does = 'UpdateFunctionCode', 'UpdateFunctionConfiguration', 'PublishVersion', 'UpdateAlias' }
        @{ what = 'Restore-LambdaFunctionImage'; command = { Restore-LambdaFunctionImage $name -Alias live @how }; told = '*Move alias ''live''*memory 512 MB*point it at*'; does = 'UpdateAlias', 'UpdateFunctionCode', 'UpdateFunctionConfiguration' }
        @{ what = 'Update-LambdaFunctionImage of a new function'; command = { $second | Update-LambdaFunctionImage $new -Role $env:LAMBDAIMAGE_LAB_ROLE_ARN @how }; told = '*Create it*note at it that the image came from two*'; does = 'CreateFunction', 'TagResource' }
        @{ what = 'Deploy-LambdaImage'; command = { Deploy-LambdaImage $app "$new-deploy" @own -Repository $new -Role $env:LAMBDAIMAGE_LAB_ROLE_ARN @how }; told = '*Build the image*Send*$new*Create it*came from latest*'; does = $push, 'CreateFunction', 'TagResource' }
        @{ what = 'Deploy-LambdaImage of a service'; command = { Deploy-LambdaImage $service -Role $env:LAMBDAIMAGE_LAB_ROLE_ARN @how }; told = '*Build the image*Create the repository, let Lambda read it*Send*service-dev-api: Create it*service-dev-jobs: Create it*'; does = 'CreateRepository', 'SetRepositoryPolicy', $push, 'CreateFunction', 'TagResource' }
        @{ what = 'Clear-LambdaImageRepository'; command = { Clear-LambdaImageRepository $name -KeepLast 0 -KeepDays 0 @how }; told = '*$name*'; does = 'BatchDeleteImage' }
        @{ what = 'Remove-LambdaFunctionImage'; command = { Remove-LambdaFunctionImage $name -Force @how }; told = '*$name*'; does = 'BatchDeleteImage', 'DeleteFunction' }
    )
}

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
            Get-ChildItem $app, $serverless -Recurse -Force -File | Sort-Object FullName | ForEach-Object { "$($_.FullName) $((Get-FileHash $_.FullName).Hash)" }
            & $env:LAMBDAIMAGE_LAB_PYTHON $PSScriptRoot/../lab/snapshot.py $PID eu-west-1 eu-north-1
        }

        # What a console shows under -WhatIf goes to the host only.
        function Told([scriptblock] $command) {
            $path = Join-Path $TestDrive "$([guid]::NewGuid()).txt"
            Start-Transcript $path -UseMinimalHeader | Out-Null
            try { $null = & $command } finally { Stop-Transcript | Out-Null }
            $text = (Get-Content -Raw $path) -replace '\r'
            [regex]::Matches($text, '(?ms)^What if: (Performing the operation .*?)(?=^What if: |^\*{10,}|\z)').ForEach{ $_.Groups[1].Value.TrimEnd() }
        }

        $serverless = New-Item -ItemType Directory (Join-Path $TestDrive serverless)
        Move-Item (Join-Path $app serverless.yml) $serverless
        $archive = ($image | Export-LambdaImage -Path (Join-Path $TestDrive shop.tar)).Path

        # One whose base has moved on.
        $base = New-Item -ItemType Directory (Join-Path $TestDrive base)
        Set-Content (Join-Path $base Dockerfile) "FROM scratch`nCOPY file.txt /base.txt`nCMD [`"/base.txt`"]"
        Set-Content (Join-Path $app own.Dockerfile) "FROM $env:LAMBDAIMAGE_LAB_REGISTRY/$name-base:1`nCOPY index.mjs /`nCMD [`"/index.mjs`"]"
        foreach ($text in 'one', 'two') {
            Set-Content (Join-Path $base file.txt) $text
            $null = Build-LambdaImage $base -Dockerfile Dockerfile @common | Publish-LambdaImage -Destination "$env:LAMBDAIMAGE_LAB_REGISTRY/$name-base:1"
            if ($text -eq 'one') { $based = (Build-LambdaImage $app -Dockerfile own.Dockerfile @common | Publish-LambdaImage -Repository "$name-based" -Tag v1).ImageUri -replace '@.*', ':v1' }
        }

        Remove-Item (Join-Path $app own.Dockerfile)

        $service = New-Item -ItemType Directory (Join-Path $TestDrive service)
        Set-Content (Join-Path $service index.mjs) 'export const handler = async () => 4;'
        Set-Content (Join-Path $service package.json) '{ "type": "module", "engines": { "node": "22.x" } }'
        Set-Content (Join-Path $service lambda-image.yml) "service: $new-service`nframework: Node.js`nimages: { one: { path: . } }`nfunctions:`n  api: { image: one, command: [index.handler] }`n  jobs: { image: one, command: [index.handler] }"

        # The stand-in notes the key of each caller.
        $keyBefore, $env:AWS_ACCESS_KEY_ID = $env:AWS_ACCESS_KEY_ID, "WHATIF$PID"
        $before = $env:LAMBDAIMAGE_CACHE
        $env:LAMBDAIMAGE_CACHE = (New-Item -ItemType Directory -Force (Join-Path $TestDrive cache)).FullName

        function Requests { (Invoke-RestMethod "$env:LAMBDAIMAGE_LAB_AWS/_lab/requests").Count }
        # The operations that change something, among what this process has asked since then.
        function Changes([int] $since) {
            (Invoke-RestMethod "$env:LAMBDAIMAGE_LAB_AWS/_lab/requests") | Select-Object -Skip $since | Where-Object accessKey -EQ $env:AWS_ACCESS_KEY_ID |
                ForEach-Object { $_.operation } | Where-Object { $_ -and $_ -notmatch '^(Get|List|Describe|Batch(Get|Check)|AssumeRole)' } | Sort-Object -Unique
        }
    }

    AfterAll { $env:LAMBDAIMAGE_CACHE, $env:AWS_ACCESS_KEY_ID = $before, $keyBefore }

    It 'of <what> tells it and changes nothing; the run then does that' -ForEach $rows {
        $looks = $_['looks'] ?? { State }
        $state = & $looks
        $seen = Requests
        $how = @{ WhatIf = $true }
        $lines = Told $command
        $lines | Should -Not -BeNullOrEmpty
        foreach ($text in $told) { $lines -like $ExecutionContext.InvokeCommand.ExpandString($text) | Should -Not -BeNullOrEmpty -Because ($lines -join "`n") }
        & $looks | Should -Be $state
        Changes $seen | Should -BeNullOrEmpty

        $seen = Requests
        $how = @{ Confirm = $false; Verbose = $true; InformationAction = 'SilentlyContinue'; WarningAction = 'SilentlyContinue' }
        $said = & $command 4>&1
        $said.Where{ $_ -is [Management.Automation.VerboseRecord] -and "$_" -like 'Performing the operation*' }.ForEach{ "$_" -replace '\r' } | Should -Be $lines
        (Changes $seen) -join ' ' | Should -Be (@($_['does'] | ForEach-Object { $_ } | Sort-Object -Unique) -join ' ')
        if (-not $_.ContainsKey('does')) { & $looks | Should -Not -Be $state }
    }
}
