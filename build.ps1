<#
.SYNOPSIS
Builds, tests, stages, packs and shows LambdaImage. Each task is one or two dotnet targets; CI calls the same from bash.
.DESCRIPTION
Stage lays the module out under artifacts/module, as Install-PSResource does. Pack makes artifacts/package/module/LambdaImage.*.nupkg
for the PowerShell Gallery, and the .NET tool. Demo goes from a folder to an image, without Docker, AWS or network.
.EXAMPLE
./build.ps1 -Task Stage, Test
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)][ValidateSet('Build', 'Test', 'Stage', 'Pack', 'Demo')][string[]] $Task = 'Build',
    [ValidateSet('Debug', 'Release')][string] $Configuration = 'Release'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$options = '--configuration', $Configuration, '-nologo'

function Invoke-DotNet([string[]] $Arguments) {
    & dotnet @Arguments @options
    if ($LASTEXITCODE) { throw "dotnet $Arguments failed with exit code $LASTEXITCODE." }
}

# In a process of its own: one that holds the module could not stage it again.
function Invoke-Script([string] $Path) {
    & (Get-Process -Id $PID).Path -NoProfile -File $Path
    if ($LASTEXITCODE) { throw "$Path failed with exit code $LASTEXITCODE." }
}

Push-Location $PSScriptRoot
try {
    foreach ($step in $Task) {
        switch ($step) {
            'Build' { Invoke-DotNet build, LambdaImage.sln }
            'Stage' { Invoke-DotNet build, src/LambdaImage, '-t:StageModule' }
            'Pack' { 'src/LambdaImage', 'src/LambdaImage.Tool' | ForEach-Object { Invoke-DotNet pack, $_ } }
            'Test' {
                Invoke-DotNet test, LambdaImage.sln
                Invoke-DotNet build, src/LambdaImage, '-t:StageModule'
                Invoke-Script tests/pester/run.ps1
            }
            'Demo' {
                Invoke-DotNet build, src/LambdaImage, '-t:StageModule'
                Invoke-Script docs/samples/demo.ps1
            }
        }
    }
}
finally {
    Pop-Location
}
