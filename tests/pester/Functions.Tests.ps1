# Functions against the lab: several at once, comparison, rehearsal, and what runs where.
BeforeAll {
    Set-StrictMode -Version Latest
    $ErrorActionPreference = 'Stop'
    $PSNativeCommandUseErrorActionPreference = $true
    Import-Module $PSScriptRoot/doubles/Doubles.psm1
    Import-Module (Get-StagedModule) -Force
}

Describe 'One image for several functions' -Skip:(-not $env:LAMBDAIMAGE_LAB) {
    BeforeAll {
        $name = "functions-$PID"
        $app = New-Item -ItemType Directory (Join-Path $TestDrive app)
        Set-Content (Join-Path $app package.json) '{ "name": "functions", "version": "1.0.0", "type": "module" }'
        Set-Content (Join-Path $app index.mjs) 'export const handler = async (event) => event;'
        function Publish {
            Set-Content (Join-Path $app run.txt) ([guid]::NewGuid())
            Build-LambdaImage $app -InformationAction SilentlyContinue | Publish-LambdaImage -Repository $name -Tag live
        }
        $image = Publish
        $common = @{ Role = $env:LAMBDAIMAGE_LAB_ROLE_ARN }
        $functions = "$name-api", "$name-worker"
    }

    It 'creates each with its own command' {
        $done = $image | Update-LambdaFunctionImage -FunctionName $functions -FunctionCommand @{ "$name-worker" = 'work.handler' } @common
        $done.FunctionName | Should -Be $functions
        $done.Change | Should -Be Created, Created
        aws lambda get-function --function-name "$name-worker" --query Configuration.ImageConfigResponse.ImageConfig.Command --output text | Should -Be work.handler
        aws lambda get-function --function-name "$name-api" --query Code.ResolvedImageUri --output text | Should -Be $image.ImageUri
    }

    It 'takes objects with FunctionName and Command, and leaves what is right' {
        $wanted = [pscustomobject]@{ FunctionName = "$name-api"; Command = 'api.handler' }, [pscustomobject]@{ FunctionName = "$name-worker"; Command = 'work.handler' }
        $done = $wanted | Update-LambdaFunctionImage -ImageUri $image.ImageUri
        $done.Change | Should -Be Updated, NoChange
    }

    It 'gives each function its own error' {
        $done = Update-LambdaFunctionImage "$name-nobody", "$name-api" -ImageUri $image.ImageUri -ErrorAction SilentlyContinue -ErrorVariable failures
        $done.FunctionName | Should -Be "$name-api"
        $failures.Where{ $_ -is [Management.Automation.ErrorRecord] }[0].FullyQualifiedErrorId | Should -BeLike 'FunctionNotFound,*'
    }

    It 'says what it would do and does nothing with -WhatIf and -DryRun' {
        $next = Publish
        Update-LambdaFunctionImage $functions -ImageUri $next.ImageUri -WhatIf | Should -BeNullOrEmpty
        (Update-LambdaFunctionImage "$name-api" -ImageUri $next.ImageUri -DryRun).Change | Should -Be DryRun
        aws lambda get-function --function-name "$name-api" --query Code.ResolvedImageUri --output text | Should -Be $image.ImageUri
    }

    It 'compares before an update, without the values of variables' {
        $next = Publish
        $comparison = $next | Compare-LambdaFunctionImage "$name-api" -MemorySize 512 -EnvironmentVariable @{ TOKEN = 's3cret' } -EnvironmentMode Merge
        $comparison.NoChange | Should -BeFalse
        $comparison.Differences.Setting | Should -Be image, memory, 'environment variable TOKEN'
        $comparison.LayersAdded | Should -HaveCount 1
        $comparison | ConvertTo-Json -Depth 5 | Should -Not -Match s3cret
        $text = $comparison | Format-List | Out-String -Width 100
        $text | Should -Not -Match s3cret
        (Compare-LambdaFunctionImage "$name-api" -ImageUri $image.ImageUri).NoChange | Should -BeTrue
    }

    It 'tells drift once the tag has moved on' {
        $moved = Get-LambdaFunctionImage "$name-*"
        $moved.FunctionName | Should -Be $functions
        $moved.Drift | Should -Be TagMoved, TagMoved
        $moved[0].SourceTags | Should -Be live
        Update-LambdaFunctionImage "$name-api" -ImageUri ($image.Repository + ':live') | Get-LambdaFunctionImage | ForEach-Object Drift | Should -Be None
    }

    It 'takes names from the pipe, and shows a table that fits' {
        ($functions | Get-LambdaFunctionImage).FunctionName | Should -Be $functions
        $table = Get-LambdaFunctionImage -All | Format-Table | Out-String -Width 100
        $table | Should -Match TagMoved
        ($table -split "`n").ForEach{ $_.TrimEnd().Length } | Sort-Object -Bottom 1 | Should -BeLessOrEqual 100
    }

    It 'tells versions and aliases' {
        Update-LambdaFunctionImage "$name-api" -ImageUri ($image.Repository + ':live') -PublishVersion | Out-Null
        aws lambda create-alias --function-name "$name-api" --name prod --function-version 1 | Out-Null
        (Get-LambdaFunctionImage "$name-api" -Version -Alias).Qualifier | Should -Be '$LATEST', '1', 'prod'
    }
}
