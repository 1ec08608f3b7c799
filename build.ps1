<#
.SYNOPSIS
Builds, tests, stages and packs LambdaImage. Each task is one or two dotnet targets; CI calls the same from bash.
.EXAMPLE
./build.ps1 -Task Stage, Test
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)][ValidateSet('Build', 'Test', 'Stage', 'Pack')][string[]] $Task = 'Build',
    [ValidateSet('Debug', 'Release')][string] $Configuration = 'Release'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$options = '--configuration', $Configuration, '-nologo'

function Invoke-DotNet([string[]] $Arguments) {
    & dotnet @Arguments @options
    if ($LASTEXITCODE) { throw "dotnet $Arguments failed with exit code $LASTEXITCODE." }
}

Push-Location $PSScriptRoot
try {
    foreach ($step in $Task) {
        switch ($step) {
            'Build' { Invoke-DotNet build, LambdaImage.sln }
            'Stage' { Invoke-DotNet build, src/LambdaImage, '-t:StageModule' }
            'Pack' { Invoke-DotNet build, src/LambdaImage, '-t:PackModule' }
            'Test' {
                Invoke-DotNet test, LambdaImage.sln
                Invoke-DotNet build, src/LambdaImage, '-t:StageModule'
                & (Get-Process -Id $PID).Path -NoProfile -File tests/pester/run.ps1
                if ($LASTEXITCODE) { throw 'Pester tests failed.' }
            }
        }
    }
}
finally {
    Pop-Location
}
