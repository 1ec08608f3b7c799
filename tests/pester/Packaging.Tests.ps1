# The package: what the PowerShell Gallery would be given, and what Install-PSResource lays down of it.
BeforeAll {
    Set-StrictMode -Version Latest
    $ErrorActionPreference = 'Stop'
    $root = (Resolve-Path "$PSScriptRoot/../..").ProviderPath
    Import-Module $PSScriptRoot/doubles/Doubles.psm1

    function Pack([string] $name) {
        $output = Join-Path $TestDrive $name
        & dotnet pack "$root/src/LambdaImage" -nologo -v:q "-p:PackageOutputPath=$output" "-p:ModuleFolder=$output/stage/LambdaImage/" | Out-Null
        if ($LASTEXITCODE) { throw 'The module cannot be packed.' }
        (Get-Item "$output/*.nupkg").FullName
    }

    function Unpack([string] $package) {
        $folder = "$package.files"
        [IO.Compression.ZipFile]::ExtractToDirectory($package, $folder)
        $folder
    }

    function FilesOf([string] $folder) {
        Get-ChildItem -LiteralPath $folder -Recurse -File |
            Where-Object { $_.FullName -notmatch 'Content_Types|_rels|\.psmdcp$|\.nuspec$' } |
            ForEach-Object { '{0} {1}' -f [IO.Path]::GetRelativePath($folder, $_.FullName), (Get-FileHash -LiteralPath $_.FullName).Hash } | Sort-Object
    }

    function MetadataOf([string] $folder) { ([xml](Get-Content -Raw (Join-Path $folder LambdaImage.nuspec))).package.metadata }

    # Another user, who has nothing of ours but what he installs. .NET knows no home folder that is not there.
    $user = Join-Path $TestDrive 'Übung für José'
    [IO.Directory]::CreateDirectory("$user/.local/share") | Out-Null
    function AsSomebody([string] $script) {
        Invoke-PowerShell $script @{
            HOME = $user; XDG_DATA_HOME = "$user/.local/share"; XDG_CACHE_HOME = "$user/cache"; XDG_CONFIG_HOME = "$user/config"; LAMBDAIMAGE_CACHE = "$user/layers"
        }
    }

    $package = Pack first
    $files = Unpack $package
    $staged = Join-Path (Split-Path $package) 'stage/LambdaImage'
}

Describe 'The package' {
    It 'holds the manifest at its root, and the parts of every NuGet package' {
        'LambdaImage.psd1', 'LambdaImage.nuspec', '[Content_Types].xml', '_rels/.rels', 'bin/engine/LambdaImage.Engine.dll', 'en-US/LambdaImage.dll-Help.xml' |
            ForEach-Object { Test-Path -LiteralPath (Join-Path $files $_) | Should -BeTrue -Because "$_ belongs to it" }
    }

    It 'is the same bytes every time' {
        (Get-FileHash (Pack second)).Hash | Should -Be (Get-FileHash $package).Hash
    }

    It 'holds what Compress-PSResource would pack, and says the same of it' {
        $folder = (New-Item -ItemType Directory (Join-Path $TestDrive theirs)).FullName
        Compress-PSResource -Path $staged -DestinationPath $folder
        $theirs = Unpack (Get-Item "$folder/*.nupkg").FullName
        FilesOf $files | Should -Be (FilesOf $theirs)

        $ours, $expected = (MetadataOf $files), (MetadataOf $theirs)
        $elements = $expected.ChildNodes.Name | Where-Object { $_ -ne 'tags' }
        $ours.ChildNodes.Name | Where-Object { $_ -ne 'tags' } | Sort-Object | Should -Be ($elements | Sort-Object)
        foreach ($element in $elements) { $ours.$element | Should -Be $expected.$element -Because $element }
        $ours.tags -split ' ' | Where-Object { $_ -notmatch '^PS(Cmdlet|Command|Includes)_' } | Should -Be ($expected.tags -split ' ')
    }

    It 'names its cmdlets in the tags' {
        $names = (Import-PowerShellDataFile (Join-Path $staged LambdaImage.psd1)).CmdletsToExport
        $tags = (MetadataOf $files).tags -split ' '
        $tags -like 'PSCmdlet_*' | Should -Be ($names -replace '^', 'PSCmdlet_')
        $tags -like 'PSCommand_*' | Should -Be ($names -replace '^', 'PSCommand_')
        $tags | Should -Contain PSIncludes_Cmdlet
    }
}

Describe 'The manifest' {
    BeforeAll { $manifest = Import-PowerShellDataFile (Join-Path $staged LambdaImage.psd1) }

    It 'exports by name, so that nothing has to be loaded to list it' {
        'CmdletsToExport', 'FunctionsToExport', 'AliasesToExport', 'VariablesToExport' | ForEach-Object { $manifest[$_] -join '' | Should -Not -Match '[*]' }
    }

    It 'names files that are there' {
        @($manifest.RootModule) + $manifest.FormatsToProcess | ForEach-Object { Join-Path $staged $_ | Should -Exist }
    }

    It 'sends Windows PowerShell 5.1 away with the version that it needs' {
        # Older than the manifest's demand is older, be it 5.1 for 7.4 or this one for 99; and 5.1 cannot load the cmdlets at all.
        $manifest.PowerShellVersion | Should -Be '7.4'
        $manifest.CompatiblePSEditions | Should -Be Core
        $old = Join-Path $TestDrive 'old/LambdaImage'
        Copy-Item -Recurse $staged $old
        Set-Content (Join-Path $old bin/LambdaImage.dll) 'nothing that can be loaded'
        $file = Join-Path $old LambdaImage.psd1
        (Get-Content -Raw $file) -replace "PowerShellVersion\s+= '[^']+'", "PowerShellVersion = '99.0'" | Set-Content $file
        AsSomebody "try { Import-Module '$old' } catch { `$_.Exception.Message }" | Should -BeLike "*LambdaImage.psd1' requires a minimum*version of '99.0' to run*"
    }
}

Describe 'Whoever installs it' {
    BeforeAll {
        $shelf = (New-Item -ItemType Directory (Join-Path $TestDrive 'Regal für Module')).FullName
        Copy-Item -LiteralPath $package $shelf
        $next = Join-Path $TestDrive 'next/LambdaImage'
        Copy-Item -Recurse $staged $next
        $file = Join-Path $next LambdaImage.psd1
        (Get-Content -Raw $file) -replace "ModuleVersion\s+= '[^']+'", "ModuleVersion = '99.1.0'" | Set-Content $file
        Compress-PSResource -Path $next -DestinationPath $shelf

        $version = (Import-PowerShellDataFile (Join-Path $staged LambdaImage.psd1)).ModuleVersion
        $app = Join-Path $TestDrive 'mein Laden'
        Copy-Item -Recurse "$root/docs/samples/hello-bootstrap" $app
        AsSomebody "Register-PSResourceRepository -Name Shelf -Uri '$shelf' -Trusted; Install-PSResource LambdaImage -Version $version -Repository Shelf"
    }

    It 'finds it by name and tag' {
        AsSomebody "(Find-PSResource LambdaImage -Repository Shelf -Version $version).Tags -contains 'Lambda'" | Should -Be True
    }

    It 'gets what was staged' {
        $installed = AsSomebody '(Get-InstalledPSResource LambdaImage).InstalledLocation'
        $folder = Join-Path $installed "LambdaImage/$version"
        FilesOf $folder | Where-Object { $_ -notlike 'PSGetModuleInfo.xml*' } | Should -Be (FilesOf $staged)
    }

    It 'imports it by using it, and runs the pipe' {
        AsSomebody "(Get-LambdaProject '$app' | New-LambdaDockerfile -Force | Build-LambdaImage -Output '$TestDrive/hello.tar').Digest" | Should -Match '^sha256:'
        Join-Path $TestDrive hello.tar | Should -Exist
    }

    It 'deploys with it' -Skip:(-not $env:LAMBDAIMAGE_LAB) {
        $function = "packaging-$PID"
        AsSomebody "(Deploy-LambdaImage '$app' $function -Name $function -Role $env:LAMBDAIMAGE_LAB_ROLE_ARN 6> `$null).Change" | Should -Be Created
        AsSomebody "(Deploy-LambdaImage '$app' $function -Name $function -Role $env:LAMBDAIMAGE_LAB_ROLE_ARN 6> `$null).Change" | Should -Be NoChange
    }

    It 'reads the help' {
        AsSomebody '(Get-Help Deploy-LambdaImage).Synopsis' | Should -Match '\.$'
    }

    It 'updates it beside the version that is there, and can go back' {
        AsSomebody 'Update-PSResource LambdaImage -Repository Shelf'
        AsSomebody 'Get-LambdaProject -? > $null; (Get-Module LambdaImage).Version -join ""' | Should -Be 99.1.0
        AsSomebody "Import-Module LambdaImage -RequiredVersion $version; (Get-Module LambdaImage).Version -join ''" | Should -Be $version
        AsSomebody 'Uninstall-PSResource LambdaImage -Version 99.1.0; Get-LambdaProject -? > $null; (Get-Module LambdaImage).Version -join ""' | Should -Be $version
    }

    It 'saves it for a machine without a network' {
        $disk = Join-Path $TestDrive 'Datenträger'
        [IO.Directory]::CreateDirectory($disk) | Out-Null
        AsSomebody "Save-PSResource LambdaImage -Version $version -Repository Shelf -Path '$disk'"
        AsSomebody "Import-Module '$disk/LambdaImage'; (Get-LambdaProject '$app').Framework" | Should -Be 'Custom runtime'
    }
}
