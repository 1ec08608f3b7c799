BeforeAll {
    Set-StrictMode -Version Latest
    $ErrorActionPreference = 'Stop'
    Import-Module $PSScriptRoot/doubles/Doubles.psm1
    $null = Import-RecordedLambdaImage $TestDrive
    $app = (New-Item -ItemType Directory (Join-Path $TestDrive app)).FullName
    $project = Get-LambdaProject $app
    $file = $project | New-LambdaDockerfile
    $image = $file | Build-LambdaImage -Tag shop:1
    $published = $image | Publish-LambdaImage
    $deployment = $published | Update-LambdaFunctionImage demo
    $PSStyle.OutputRendering = 'PlainText'
    function Table($record) { $record | Out-String -Width 100 }
    function AsList($record) { $record | Format-List | Out-String -Width 200 }
}

Describe 'The default views' {
    It 'of a project tell mode, framework and runtime' {
        Table $project | Should -Match 'app +Managed +Express +nodejs 22 +x86_64 +index.handler'
    }

    It 'of a Dockerfile tell its state and path' {
        Table $file | Should -Match 'Created +Managed +Express +/?\S+(Dockerfile|…)'
    }

    It 'of an image tell its digest, size and duration for people' {
        Table $image | Should -Match 'shop:1 +sha256:1a2b3c4d5e6f +42.1 MB +x86_64 +daemonless +12.4 s'
    }

    It 'of a published image tell what was sent' {
        Table $published | Should -Match 'serverless-shop-dev +latest +sha256:1a2b3c4d5e6f +42.1 MB +1.5 MB'
    }

    It 'of a deployment tell what ran before' {
        Table $deployment | Should -Match 'demo +Updated +sha256:1a2b3c4d5e6f +sha256:2a2b3c4d5e6f +Active'
    }

    It 'fit into 80 columns' {
        foreach ($record in $project, $file, $image, $published, $deployment) {
            $header = ($record | Out-String -Width 80).Trim().Split("`n")[0].TrimEnd()
            $header.Length | Should -BeLessOrEqual 80
            $header | Should -Not -Match '…'
        }
    }
}

Describe 'The lists' {
    It 'of a project give the evidence line by line' {
        AsList $project | Should -Match 'package.json:7: "express": "\^4" → Express'
    }

    It 'of an image give the full digest' {
        AsList $image | Should -Match 'sha256:[0-9a-f]{64}'
    }

    It 'of a published image count the blobs' {
        AsList $published | Should -Match '1 sent, 1 there already'
    }

    It 'leave out the record it came from' {
        AsList $deployment | Should -Not -Match 'BuiltLambdaImage|^Image '
        AsList $published | Should -Not -Match 'BuiltLambdaImage'
    }
}
