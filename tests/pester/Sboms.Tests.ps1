# SBOMs with the real engine: New-LambdaImageSbom, and -Sbom of Publish-LambdaImage with a registry of the lab.
BeforeAll {
    Set-StrictMode -Version Latest
    $ErrorActionPreference = 'Stop'
    Import-Module $PSScriptRoot/doubles/Doubles.psm1
    Import-Module (Get-StagedModule) -Force
    $before = $env:LAMBDAIMAGE_CACHE, $env:SOURCE_DATE_EPOCH
    $env:LAMBDAIMAGE_CACHE = Join-Path $TestDrive cache
    $app = (New-Item -ItemType Directory (Join-Path $TestDrive 'my shop')).FullName
    Set-Content (Join-Path $app Dockerfile) "FROM scratch`nCOPY index.js /`nCMD [`"/index.js`"]"
    Set-Content (Join-Path $app index.js) 'hello'
    Set-Content (Join-Path $app package.json) '{ "name": "shop", "dependencies": { "ms": "2.1.3" } }'
    Set-Content (Join-Path $app package-lock.json) '{ "packages": { "": { "dependencies": { "ms": "2.1.3" } }, "node_modules/ms": { "version": "2.1.3", "license": "MIT" } } }'
    Push-Location $TestDrive
}

AfterAll {
    Pop-Location
    $env:LAMBDAIMAGE_CACHE, $env:SOURCE_DATE_EPOCH = $before
}

Describe 'New-LambdaImageSbom' {
    It 'gives the document of a folder, a project, a Dockerfile and a Dockerfile''s path' {
        $texts = @(
            New-LambdaImageSbom $app -Dockerfile Dockerfile
            Get-LambdaProject $app -Dockerfile Dockerfile | New-LambdaImageSbom
            New-LambdaDockerfile $app -Dockerfile Dockerfile -WarningAction Ignore | New-LambdaImageSbom
            Get-Item (Join-Path $app Dockerfile) | New-LambdaImageSbom
        )
        $texts | Should -HaveCount 4
        $texts.Text | Select-Object -Unique | Should -HaveCount 1
        $document = $texts[0].Text | ConvertFrom-Json
        $document.bomFormat | Should -Be CycloneDX
        $document.components.purl | Should -Be 'pkg:npm/ms@2.1.3'
        $document.components.licenses.license.id | Should -Be MIT
    }

    It 'names the digest of what was built' {
        $image = Build-LambdaImage $app -Dockerfile Dockerfile
        $sbom = $image | New-LambdaImageSbom
        $sbom.Digest | Should -Be $image.Digest
        ($sbom.Text | ConvertFrom-Json).metadata.component.version | Should -Be $image.Digest
    }

    It 'writes a file, the same bytes each time, and nothing under -WhatIf' {
        New-LambdaImageSbom $app -Dockerfile Dockerfile -Output ./out/none.json -WhatIf
        Test-Path ./out | Should -BeFalse
        $first = New-LambdaImageSbom $app -Dockerfile Dockerfile -Output ./out/one.json
        $null = New-LambdaImageSbom $app -Dockerfile Dockerfile -Output ./out/two.json
        $first.Path | Should -Be "$TestDrive/out/one.json"
        (Get-FileHash ./out/one.json).Hash | Should -Be (Get-FileHash ./out/two.json).Hash
        Get-Content -Raw ./out/one.json | Should -Be $first.Text
    }

    It 'tells a time only where SOURCE_DATE_EPOCH asks for one' {
        (New-LambdaImageSbom $app -Dockerfile Dockerfile).Text | Should -Not -Match timestamp
        $env:SOURCE_DATE_EPOCH = '1700000000'
        try { (New-LambdaImageSbom $app -Dockerfile Dockerfile).Text | Should -Match '"timestamp": "2023-11-14T22:13:20Z"' } finally { Remove-Item env:SOURCE_DATE_EPOCH }
    }

    It 'names file and line of a lock file that cannot be read, and goes on with the next folder' {
        $broken = (New-Item -ItemType Directory (Join-Path $TestDrive broken)).FullName
        Copy-Item (Join-Path $app *) $broken
        Set-Content (Join-Path $broken package-lock.json) "{`n  `"packages`": [,`n"
        $sboms = New-LambdaImageSbom $broken, $app -Dockerfile Dockerfile -ErrorVariable problems -ErrorAction SilentlyContinue
        $sboms | Should -HaveCount 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'ProjectFileInvalid,*'
        $problems[0].Exception.Message | Should -BeLike '*package-lock.json:2 cannot be read*'
    }

    It 'warns of what has no lock file' {
        $loose = (New-Item -ItemType Directory (Join-Path $TestDrive loose)).FullName
        Copy-Item (Join-Path $app *) $loose -Exclude package-lock.json
        $sbom = New-LambdaImageSbom $loose -Dockerfile Dockerfile -WarningVariable warnings -WarningAction SilentlyContinue
        $sbom.Warnings | Should -HaveCount 1
        $warnings | Should -BeLike '*there is no lock file*'
    }

    It 'has nothing to read for an image that was built elsewhere' {
        { Get-LambdaProject $app -Image ghcr.io/acme/shop:1.4 | New-LambdaImageSbom } | Should -Throw -ErrorId 'RequestInvalid,*'
    }
}

Describe 'Publish-LambdaImage -Sbom' -Skip:(-not $env:LAMBDAIMAGE_LAB) {
    It 'stores it beside the image once, and nothing under -WhatIf' {
        $name = "$env:LAMBDAIMAGE_LAB_REGISTRY/sbom-$([guid]::NewGuid().ToString('N').Substring(0, 8))"
        $image = Build-LambdaImage $app -Dockerfile Dockerfile
        $without = $image | Publish-LambdaImage -Destination "${name}:v1"
        $without.SbomUri | Should -BeNullOrEmpty
        $image | Publish-LambdaImage -Destination "${name}:v1" -Sbom -WhatIf | Should -BeNullOrEmpty
        $with = $image | Publish-LambdaImage -Destination "${name}:v1" -Sbom
        $with.SbomUri | Should -BeLike "$name@sha256:*"
        $with.ImageUri | Should -Be $without.ImageUri
        $with.NoChange | Should -BeFalse
        ($image | Publish-LambdaImage -Destination "${name}:v1" -Sbom).NoChange | Should -BeTrue
        $artifact = skopeo inspect --raw --tls-verify=false "docker://$($with.SbomUri)" | ConvertFrom-Json
        $artifact.subject.digest | Should -Be $with.Digest
        $artifact.artifactType | Should -Be application/vnd.cyclonedx+json
    }
}
