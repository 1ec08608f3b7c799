# Images on disk and the cache of this machine, with the real engine: Export-LambdaImage, Import-LambdaImage, Clear-LambdaImageCache.
BeforeAll {
    Set-StrictMode -Version Latest
    $ErrorActionPreference = 'Stop'
    Import-Module $PSScriptRoot/doubles/Doubles.psm1
    Import-Module (Get-StagedModule) -Force
    $cacheBefore = $env:LAMBDAIMAGE_CACHE
    $env:LAMBDAIMAGE_CACHE = Join-Path $TestDrive cache
    $app = (New-Item -ItemType Directory (Join-Path $TestDrive app)).FullName
    Set-Content (Join-Path $app Dockerfile) "FROM scratch`nCOPY hello.txt /`nCMD [`"/hello.txt`"]"
    Set-Content (Join-Path $app hello.txt) 'hello'
    $image = Build-LambdaImage $app -Dockerfile Dockerfile -Tag shop:1.4
    Push-Location $TestDrive
}

AfterAll {
    Pop-Location
    $env:LAMBDAIMAGE_CACHE = $cacheBefore
}

Describe 'Export-LambdaImage' {
    It 'writes <Name> as <Format>' -ForEach @(
        @{ Name = 'shop.tar'; Format = 'DockerArchive' }
        @{ Name = 'layout'; Format = 'OciLayout' }
    ) {
        $exported = $image | Export-LambdaImage -Path "./$Name"
        $exported.Format | Should -Be $Format
        $exported.Path | Should -Be (Join-Path $TestDrive $Name)
        $exported.Reference | Should -Be 'shop:1.4'
        $exported.DigestKept | Should -Be ($exported.Digest -eq $image.Digest)
        Test-Path $exported.Path | Should -BeTrue
    }

    It 'overwrites nothing unless told to' {
        Set-Content mine.tar 'mine'
        { $image | Export-LambdaImage -Path ./mine.tar } | Should -Throw -ErrorId 'OutputNotWritable*'
        Get-Content mine.tar | Should -Be mine
        ($image | Export-LambdaImage -Path ./mine.tar -Force).Size | Should -BeGreaterThan 0
    }

    It 'changes nothing under -WhatIf' {
        $image | Export-LambdaImage -Path ./rehearsed.tar -WhatIf
        Test-Path rehearsed.tar | Should -BeFalse
    }
}

Describe 'Import-LambdaImage' -Skip:(-not $env:LAMBDAIMAGE_LAB) {
    It 'gives the registry the digest of <_>' -ForEach 'DockerArchive', 'OciArchive', 'OciLayout' {
        $exported = $image | Export-LambdaImage -Path "./to-import-$_" -Format $_
        $published = $exported | Import-LambdaImage -Destination "$env:LAMBDAIMAGE_LAB_REGISTRY/archives-$PID/$($_.ToLowerInvariant())"
        $published.Digest | Should -Be $exported.Digest
        $published.Tags | Should -Be 1.4
        # And back, from there to a file.
        (Export-LambdaImage "$($published.Repository):1.4" "./back-$_" -Format $_).Digest | Should -Be $exported.Digest
    }

    It 'takes a file from the pipe' {
        $null = $image | Export-LambdaImage -Path ./piped.tar -Force
        $published = Get-Item ./piped.tar | Import-LambdaImage -Destination "$env:LAMBDAIMAGE_LAB_REGISTRY/archives-$PID/piped:v2"
        $published.Tags | Should -Be v2
    }

    It 'sets no tag for an archive that was cut' {
        $path = ($image | Export-LambdaImage -Path ./cut.tar -Force).Path
        $bytes = [IO.File]::ReadAllBytes($path)
        [IO.File]::WriteAllBytes($path, $bytes[0..($bytes.Length / 2)])
        $there = "$env:LAMBDAIMAGE_LAB_REGISTRY/archives-$PID/cut"
        { Import-LambdaImage $path $there } | Should -Throw -ErrorId 'ImageInvalid*'
        { Export-LambdaImage "${there}:1.4" ./never.tar } | Should -Throw
        Test-Path never.tar | Should -BeFalse
    }
}

Describe 'Clear-LambdaImageCache' {
    It 'leaves what was used just now, unless told otherwise' {
        $kept = Clear-LambdaImageCache -OlderThan 1s
        $kept.Entries | Should -Be 0
        $kept.Kept | Should -BeGreaterThan 0
        Clear-LambdaImageCache -Force -WhatIf
        (Clear-LambdaImageCache 30d -Force).Entries | Should -Be 0 -Because 'a bare 30d is a number to PowerShell'
        (Clear-LambdaImageCache).Kept | Should -Be $kept.Kept
        $cleared = Clear-LambdaImageCache -Force
        $cleared.Path | Should -Be $env:LAMBDAIMAGE_CACHE
        $cleared.Entries | Should -Be $kept.Kept
        $cleared.BytesFreed | Should -Be $kept.KeptSize
        $cleared.Kept | Should -Be 0
    }
}
