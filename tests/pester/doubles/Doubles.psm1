Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
if (-not ('AskedHost' -as [type])) { Add-Type -Path (Join-Path $PSScriptRoot AskedHost.cs) }

<#
.SYNOPSIS
Imports the staged module with a recording engine in the place of the real one, and gives the type that scripts it.
.DESCRIPTION
Cmdlets, binding, pump and load context are the shipped ones. Only bin/engine/ is exchanged, so what a test sees in
the recorded requests is exactly what the real engine would have been given.
#>
function Import-RecordedLambdaImage {
    [CmdletBinding()]
    param([Parameter(Mandatory)][string] $Folder)

    $module = Join-Path $Folder 'LambdaImage'
    Copy-Item -Recurse (Get-StagedModule) $module
    Get-ChildItem (Join-Path $module 'bin/engine') | Remove-Item
    Copy-Item (Join-Path $PSScriptRoot '../../../artifacts/bin/RecordingEngine/*/LambdaImage.Engine.dll') (Join-Path $module 'bin/engine')
    Import-Module $module -Force -Global

    Get-LambdaProject -LiteralPath $Folder | Out-Null
    $engine = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'LambdaImage.Engine' }
    $engine.GetType('LambdaImage.Engine.Script')
}

<#
.SYNOPSIS
Path of the module as `dotnet build src/LambdaImage -t:StageModule` lays it out.
#>
function Get-StagedModule {
    [CmdletBinding()]
    [OutputType([string])]
    param()

    $folder = if ($env:LAMBDAIMAGE_MODULE) { $env:LAMBDAIMAGE_MODULE } else { Join-Path $PSScriptRoot '../../../artifacts/module/LambdaImage' }
    if (-not (Test-Path -LiteralPath $folder)) { throw "There is no module at $folder. Stage it: ./build.ps1 -Task Stage" }
    (Resolve-Path -LiteralPath $folder).ProviderPath
}

<#
.SYNOPSIS
Makes a copy of the staged module that is another release: other version numbers, and assemblies that .NET tells from the first.
#>
function New-OtherRelease {
    [CmdletBinding(SupportsShouldProcess)]
    [OutputType([string])]
    param([Parameter(Mandatory, Position = 0)][string] $Folder)

    if (-not $PSCmdlet.ShouldProcess($Folder, 'Copy the module')) { return }
    $null = New-Item -ItemType Directory -Force (Split-Path $Folder)
    Copy-Item -Recurse (Get-StagedModule) $Folder
    $manifest = Join-Path $Folder LambdaImage.psd1
    (Get-Content -Raw $manifest) -replace "(?m)^(\s*ModuleVersion\s*=\s*)'[^']*'", "`$1'9.9.9'" | Set-Content $manifest
    foreach ($file in Get-ChildItem $Folder/bin -Recurse -Filter LambdaImage*.dll) {
        $bytes = [IO.File]::ReadAllBytes($file.FullName)
        $image = [Reflection.PortableExecutable.PEReader]::new([IO.MemoryStream]::new($bytes))
        $metadata = [Reflection.Metadata.PEReaderExtensions]::GetMetadataReader($image)
        $start = $image.PEHeaders.MetadataStartOffset
        # ECMA-335 II.22.2: a hash algorithm, then the parts of the version. II.22.5: a reference begins with them.
        $bytes[$start + [Reflection.Metadata.Ecma335.MetadataReaderExtensions]::GetTableMetadataOffset($metadata, 'Assembly') + 4] = 9
        $references = $start + [Reflection.Metadata.Ecma335.MetadataReaderExtensions]::GetTableMetadataOffset($metadata, 'AssemblyRef')
        $size = [Reflection.Metadata.Ecma335.MetadataReaderExtensions]::GetTableRowSize($metadata, 'AssemblyRef')
        foreach ($reference in $metadata.AssemblyReferences) {
            $row = [Reflection.Metadata.Ecma335.MetadataTokens]::GetRowNumber($reference) - 1
            if ($metadata.GetString($metadata.GetAssemblyReference($reference).Name) -like 'LambdaImage*') { $bytes[$references + $row * $size] = 9 }
        }

        # The first GUID of the heap is the module's own.
        $bytes[$start + [Reflection.Metadata.Ecma335.MetadataReaderExtensions]::GetHeapMetadataOffset($metadata, 'Guid')] = 9
        $image.Dispose()
        [IO.File]::WriteAllBytes($file.FullName, $bytes)
    }

    $Folder
}

<#
.SYNOPSIS
Runs a script in a PowerShell of its own, under strict mode and with errors that stop, and gives what it wrote.
.PARAMETER Environment
What is different for it; $null takes a variable away.
#>
function Invoke-PowerShell {
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory, Position = 0)][string] $Script, [Parameter(Position = 1)][hashtable] $Environment = @{})

    $preamble = "Set-StrictMode -Version Latest; `$ErrorActionPreference = 'Stop'; `$ProgressPreference = 'SilentlyContinue'; `$PSStyle.OutputRendering = 'PlainText'"
    $file = "$(New-TemporaryFile).ps1"
    Set-Content -LiteralPath $file $preamble, $Script
    $kept = @{}
    foreach ($name in $Environment.Keys) {
        $kept[$name] = [Environment]::GetEnvironmentVariable($name)
        [Environment]::SetEnvironmentVariable($name, $Environment[$name])
    }

    try {
        $said = & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -File $file
        if ($LASTEXITCODE) { throw "The other PowerShell ended with exit code ${LASTEXITCODE}: $($said | Select-Object -Last 10)" }
        $said
    }
    finally {
        foreach ($name in $kept.Keys) { [Environment]::SetEnvironmentVariable($name, $kept[$name]) }
        Remove-Item -LiteralPath $file
    }
}

Export-ModuleMember -Function Import-RecordedLambdaImage, Get-StagedModule, Invoke-PowerShell, New-OtherRelease
