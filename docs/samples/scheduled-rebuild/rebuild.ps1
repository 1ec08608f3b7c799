#requires -Version 7.4
<#
.SYNOPSIS
Builds a project anew on the newest base image, publishes it, and updates the function when that made another digest.
.DESCRIPTION
Made for schedulers: asks nothing, keeps a log, and ends with 0 when everything is as it should be, with 1 when it is not.
Where neither base image nor project has changed, the digest is the same, nothing is sent, and the function is left alone.
.EXAMPLE
pwsh -NoProfile -NonInteractive -File rebuild.ps1 -Path /srv/shop -FunctionName shop -Alias live -LogPath /var/log/shop.log
#>
[CmdletBinding()]
param(
    # Folder of the project.
    [Parameter(Mandatory)][string] $Path,
    [Parameter(Mandatory)][string] $FunctionName,
    # Repository in Amazon ECR. Default: that of the project.
    [string] $Repository,
    # Alias that goes along. Default: none.
    [string] $Alias,
    # File that the log is added to.
    [Parameter(Mandatory)][string] $LogPath
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$ConfirmPreference = 'None'

function Add-LogLine([string] $Message, [string] $File) {
    "$(Get-Date -Format o) $Message" | Tee-Object -FilePath $File -Append
}

try {
    Import-Module LambdaImage
    $place = if ($Repository) { @{ Repository = $Repository } } else { @{} }
    $release = if ($Alias) { @{ Alias = $Alias } } else { @{} }
    $deployment = Get-LambdaProject $Path | New-LambdaDockerfile | Build-LambdaImage -Pull -InformationAction SilentlyContinue |
        Publish-LambdaImage @place | Update-LambdaFunctionImage -FunctionName $FunctionName @release
    Add-LogLine "$($deployment.Change): $FunctionName runs $($deployment.ImageUri)" -File $LogPath
}
catch {
    Add-LogLine "Failed: $_" -File $LogPath
    if ($_.ErrorDetails) { Add-LogLine "To do: $($_.ErrorDetails.RecommendedAction)" -File $LogPath }
    exit 1
}
