# What is in images, with the real engine: Measure-LambdaImage and Compare-LambdaImage.
BeforeAll {
    Set-StrictMode -Version Latest
    $ErrorActionPreference = 'Stop'
    Import-Module $PSScriptRoot/doubles/Doubles.psm1
    Import-Module (Get-StagedModule) -Force
    $cacheBefore = $env:LAMBDAIMAGE_CACHE
    $env:LAMBDAIMAGE_CACHE = Join-Path $TestDrive cache
    $app = (New-Item -ItemType Directory (Join-Path $TestDrive app)).FullName
    Set-Content (Join-Path $app Dockerfile) "FROM scratch`nWORKDIR /var/task`nENV MODE=a`nCOPY old.bin ./model.bin`nCOPY new.bin ./model.bin`nCOPY app.py ./`nENTRYPOINT [`"/entry`"]`nCMD [`"app.handler`"]"
    Set-Content (Join-Path $app app.py) 'def handler(event, context): return 1'
    [IO.File]::WriteAllBytes((Join-Path $app old.bin), [byte[]]::new(2000000))
    [IO.File]::WriteAllBytes((Join-Path $app new.bin), [byte[]]::new(1000000))
    $image = Build-LambdaImage $app -Dockerfile Dockerfile -Tag shop:1
    # Another release: one file changed, one added, another variable.
    $next = (Copy-Item -Recurse $app (Join-Path $TestDrive next) -PassThru | Where-Object PSIsContainer).FullName
    (Get-Content -Raw (Join-Path $next Dockerfile)).Replace('MODE=a', 'MODE=b').Replace('app.py', 'app.py more.py') | Set-Content -NoNewline (Join-Path $next Dockerfile)
    Set-Content (Join-Path $next app.py) 'def handler(event, context): return 22'
    Set-Content (Join-Path $next more.py) 'more = 1'
    $later = Build-LambdaImage $next -Dockerfile Dockerfile -Tag shop:2
    Push-Location $TestDrive
}

AfterAll {
    Pop-Location
    $env:LAMBDAIMAGE_CACHE = $cacheBefore
}

Describe 'Measure-LambdaImage' {
    It 'tells what Build-LambdaImage made' {
        $measured = $image | Measure-LambdaImage -Top 2
        $measured | Should -BeOfType LambdaImage.LambdaImageMeasurement
        $measured.Image | Should -Be 'shop:1'
        $measured.Digest | Should -Be $image.Digest
        $measured.CompressedSize | Should -Be $image.Size
        $measured.BiggestFiles.Path | Should -Be '/var/task/model.bin', '/var/task/app.py'
        $measured.Wasted.Path | Should -Be '/var/task/model.bin'
        $measured.Wasted.Cause | Should -Be Overwritten
        $measured.WastedBytes | Should -Be 2000000
        $measured.ColdStart.Path | Should -Be '/var/task/app.py' -Because 'there is no /entry'
        $measured.Advice | Should -HaveCount 1
        $measured.Advice[0] | Should -BeLike '*overwrites 2 MB, first /var/task/model.bin*'
    }

    It 'finds the same image in the file <Name>' -ForEach @{ Name = 'shop.tar' }, @{ Name = 'layout' } {
        $exported = $image | Export-LambdaImage -Path "./$Name"
        ($exported | Measure-LambdaImage).WastedBytes | Should -Be 2000000
        (Get-Item "./$Name" | Measure-LambdaImage).Size | Should -Be (Measure-LambdaImage "./$Name").Size
    }

    It 'shows a line for each image, and all with Format-List' {
        $text = $image | Measure-LambdaImage | Out-String -Width 120
        $text | Should -Match 'Wasted\s+ColdStart'
        $text | Should -Match '2\.0 MB'
        $list = $image | Measure-LambdaImage | Format-List | Out-String -Width 200
        $list | Should -Match '1\.0 MB  /var/task/model\.bin'
        $list | Should -Match 'Advice\s+: Layer'
        ($image | Measure-LambdaImage).Layers | Out-String -Width 120 | Should -Match 'COPY old\.bin'
    }

    It 'is whole as JSON' {
        $json = $image | Measure-LambdaImage | ConvertTo-Json -Depth 5 -WarningVariable cut -WarningAction SilentlyContinue | ConvertFrom-Json
        $cut | Should -BeNullOrEmpty
        $json.WastedBytes | Should -Be 2000000
        $json.Layers[-1].Instruction | Should -BeLike 'COPY*'
        $json.BiggestFiles[0].Path | Should -Be '/var/task/model.bin'
    }

    It 'refuses what is no image, with what to do' {
        { Measure-LambdaImage ./app } | Should -Throw -ErrorId 'ImageInvalid*'
        { Measure-LambdaImage ./nothing.tar } | Should -Throw
    }

    It 'takes what Publish- and Copy-LambdaImage give, and its reference' -Skip:(-not $env:LAMBDAIMAGE_LAB) {
        $published = $image | Publish-LambdaImage -Destination "$env:LAMBDAIMAGE_LAB_REGISTRY/contents-$PID/shop:1"
        ($published | Measure-LambdaImage).WastedBytes | Should -Be 2000000
        (Measure-LambdaImage "$env:LAMBDAIMAGE_LAB_REGISTRY/contents-$PID/shop:1").Digest | Should -Be $image.Digest
        $ecr = $image | Publish-LambdaImage -Repository "contents-$PID"
        (Copy-LambdaImage $ecr.ImageUri -ToRegion us-east-1 | Measure-LambdaImage -Region us-east-1).Digest | Should -Be $image.Digest
    }
}

Describe 'Compare-LambdaImage' {
    It 'tells files and settings that differ' {
        $difference = $later | Compare-LambdaImage $image
        $difference.IsEqual | Should -BeFalse
        $difference.Files | ForEach-Object ToString | Should -Be 'Changed /var/task/app.py (content)', 'Added /var/task/more.py'
        $difference.Settings | ForEach-Object ToString | Should -Be 'Env MODE: a → b'
        ($difference.Layers | Where-Object Change -EQ Equal).Count | Should -BeGreaterThan 0
    }

    It 'finds nothing where nothing is' {
        (Compare-LambdaImage $image $image).IsEqual | Should -BeTrue
        (Compare-LambdaImage $image $image -IncludeEqual).Files.Path | Should -Contain '/var/task/model.bin'
    }

    It 'compares with a folder' {
        (Compare-LambdaImage $image ./app -Path '*.py').IsEqual | Should -BeTrue
        $difference = Compare-LambdaImage $image (Get-Item ./next) -ImagePath /var/task -Path /var/task/*.py
        $difference.Files | ForEach-Object ToString | Should -Be 'Changed /var/task/app.py (content)', 'Added /var/task/more.py'
        { Compare-LambdaImage $image ./next -ImagePath /nowhere } | Should -Throw -ErrorId 'RequestInvalid*'
    }

    It 'shows what differs' {
        $later | Compare-LambdaImage $image | Out-String -Width 120 | Should -Match 'shop:1\s+shop:2\s+False'
        $later | Compare-LambdaImage $image | Format-List | Out-String -Width 120 | Should -Match 'Env MODE: a → b'
        ($later | Compare-LambdaImage $image).Files | Out-String -Width 120 | Should -Match 'Changed\s+/var/task/app\.py\s+content'
    }
}
